/** Finds the header of a table and the profile that knows it. */
import { Header } from './header.ts';
import type { Match, Profile, Sample } from './profile.ts';
import { GENERIC, PROFILES } from './profiles/index.ts';
import { ImportError, type ReadOptions } from './types.ts';

export interface LocatedHeader {
  /** Record of the header, from 0. */
  readonly index: number;
  readonly header: Header;
  readonly profile: Profile;
  readonly match: Match;
  readonly sample: Sample;
}

const FARTHEST_HEADER = 40;
/** Below it a provider's header is too thin to be trusted before the general reader. */
export const SURE = 50;

/**
 * The first record, among the first forty, that a profile knows; the surest profile of all.
 *
 * @throws ImportError `not_an_export` where the asked profile does not know the header; else what the general reader says.
 */
export function locateHeader(
  name: string,
  records: readonly (readonly string[])[],
  options: ReadOptions,
): LocatedHeader {
  const asked = options.profile === undefined ? undefined : profileNamed(options.profile);
  const profiles = asked === undefined ? PROFILES : [asked];
  let best: LocatedHeader | undefined;
  for (let index = 0; index < Math.min(FARTHEST_HEADER, records.length); index += 1) {
    for (const profile of options.map === undefined || asked !== undefined ? profiles : []) {
      const found = matched(name, records, index, profile);
      if (found !== undefined && found.match.score > (best?.match.score ?? SURE - 1)) best = found;
    }
  }
  if (best !== undefined) return best;
  if (asked !== undefined && asked !== GENERIC)
    throw new ImportError('not_an_export', `${name} does not have the columns of the profile ${asked.name}.`);
  return locateGeneric(name, records, options);
}

function profileNamed(name: string): Profile {
  const known = [...PROFILES, GENERIC];
  const profile = known.find((candidate) => candidate.name === name.toLowerCase());
  if (profile !== undefined) return profile;
  throw new ImportError(
    'unreadable',
    `There is no profile “${name}”; there are ${known.map((each) => each.name).join(', ')}.`,
  );
}

function sampleAt(name: string, records: readonly (readonly string[])[], index: number): Sample {
  return { name, preamble: records.slice(0, index), records: records.slice(index + 1) };
}

function matched(
  name: string,
  records: readonly (readonly string[])[],
  index: number,
  profile: Profile,
): LocatedHeader | undefined {
  const header = new Header(records[index] ?? []);
  const sample = sampleAt(name, records, index);
  const match = profile.match(header, sample);
  return match === undefined ? undefined : { index, header, profile, match, sample };
}

/** The general reader takes the record whose names say most; without one, the widest early record is asked for its reason. */
function locateGeneric(
  name: string,
  records: readonly (readonly string[])[],
  options: ReadOptions,
): LocatedHeader {
  let best: LocatedHeader | undefined;
  for (let index = 0; index < Math.min(FARTHEST_HEADER, records.length); index += 1) {
    const found = matched(name, records, index, GENERIC);
    if (found !== undefined && found.match.score > (best?.match.score ?? 0)) best = found;
  }
  if (best === undefined) throw new ImportError('not_an_export', `${name} holds no table of costs.`);
  // The layout says what is missing, in words.
  best.match.layout(best.sample, options);
  return best;
}
