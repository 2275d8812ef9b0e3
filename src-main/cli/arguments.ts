import { parseArgs } from 'node:util';
import { Flags, type Command, type Options } from './command.ts';
import { usageError } from './usage.ts';

const COMMON: Options = {
  workspace: { type: 'string' },
  'as-of': { type: 'string' },
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  quiet: { type: 'boolean' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/** Which command a line means, the words after its name, and its flags. No command: the line names none. */
export interface ReadLine {
  readonly command: Command | undefined;
  readonly words: readonly string[];
  readonly flags: Flags;
}

/** Reads a command line. Throws `invalid_input` for an unknown command, an unknown flag, or more words than the command takes. */
export function readLine(argv: readonly string[], commands: readonly Command[]): ReadLine {
  const every = Object.assign({}, COMMON, ...commands.map((command) => command.options ?? {})) as Options;
  const args = joinDashValues(argv, every);
  const { positionals } = parseArgs({ args, options: every, strict: false, allowPositionals: true });
  const matches = commands.filter(({ name }) => name.every((part, index) => positionals[index] === part));
  const command = matches.sort((a, b) => b.name.length - a.name.length)[0];
  if (command === undefined) {
    if (positionals.length > 0)
      throw usageError(
        `There is no command "${positionals.slice(0, 2).join(' ')}"; "headroom --help" lists them.`,
      );
    return { command, words: [], flags: new Flags({}) };
  }
  const flags = strictFlags(args, command);
  const words = positionals.slice(command.name.length);
  const surplus = words[mostWords(command)];
  if (surplus !== undefined && !flags.has('help'))
    throw usageError(`"${surplus}" is one word too many. Usage: headroom ${command.usage}`);
  return { command, words, flags };
}

/**
 * Joins a value that begins with a dash to its flag, as `--growth -0.15` and `--sort -amount` are meant; the parser alone takes
 * such a value for another flag.
 */
function joinDashValues(argv: readonly string[], options: Options): string[] {
  const joined: string[] = [];
  for (const word of argv) {
    const previous = joined.at(-1) ?? '';
    const takesText = previous.startsWith('--') && options[previous.slice(2)]?.type === 'string';
    if (takesText && /^-[^-]/.test(word)) joined[joined.length - 1] = `${previous}=${word}`;
    else joined.push(word);
  }
  return joined;
}

function strictFlags(args: string[], command: Command): Flags {
  try {
    const options = { ...COMMON, ...command.options };
    return new Flags(parseArgs({ args, options, strict: true, allowPositionals: true }).values);
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\n|\. /);
    throw usageError(`${sentence.replace(/\.$/, '')}. Usage: headroom ${command.usage}`);
  }
}

/** How many words a command takes after its name: those that stand before the first flag in its usage; `…` is any number. */
function mostWords({ name, usage }: Command): number {
  const [beforeFlags = ''] = usage.split(/ \[?--/, 1);
  const words = beforeFlags.split(' ').slice(name.length);
  return words.some((word) => word.endsWith('…')) ? Number.POSITIVE_INFINITY : words.length;
}
