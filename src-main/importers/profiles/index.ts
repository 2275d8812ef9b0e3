/** All profiles, the surest first. A new one is a file of its own and a line here. */
import type { Profile } from '../profile.ts';
import { focus } from './focus.ts';
import { generic } from './generic.ts';

export const PROFILES: readonly Profile[] = [focus];
/** Reads what no profile knows. */
export const GENERIC: Profile = generic;
