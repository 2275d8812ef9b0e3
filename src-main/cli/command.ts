import type { ParseArgsConfig } from 'node:util';
import type { Client } from '#shared/contract/contract.ts';
import type { Meta } from '#shared/contract/common.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Backend } from '../backend.ts';

export type Options = NonNullable<ParseArgsConfig['options']>;

/** One call of a command: its words and flags, and what it works with. */
export interface Invocation {
  /** The words after the command's name. */
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly asOf: Day | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  /** The caller's folder; relative paths are relative to it. */
  readonly folder: string;
  readonly workspace: string;
  /** Opens the workspace as the command's `access` says. */
  readonly backend: Backend;
  readonly client: Client;
  /** Says something on stderr, unless `--quiet`. */
  readonly progress: (text: string) => void;
}

/** What a command answers: the document for `--json` (undefined: it printed all there is itself), the text for people, and the exit status where it is not 0. */
export interface CommandResult {
  readonly data: unknown;
  readonly text: string;
  readonly meta?: Meta | undefined;
  readonly exit?: number;
}

export interface Command {
  /** Its name: `['budget', 'create']`. */
  readonly name: readonly string[];
  /** Its name, the words it takes, then its flags; more words than stand here are refused. */
  readonly usage: string;
  readonly summary: string;
  readonly options?: Options;
  /** `read` and `change` need a workspace that exists, `write` makes a missing one, `none` opens none. */
  readonly access: 'read' | 'change' | 'write' | 'none';
  readonly run: (invocation: Invocation) => Promise<CommandResult>;
}

/** Commands that open no workspace get everything but the backend. */
export type WorkspaceFree = Omit<Invocation, 'backend' | 'client'>;

/** Flags as `parseArgs` gives them, read by their type. */
export class Flags {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** A flag that may be given several times. */
  texts(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  }

  has(name: string): boolean {
    return this.#values[name] === true;
  }
}
