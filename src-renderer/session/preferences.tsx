import { createContext, useContext, useState, type ReactNode } from 'react';
import type { ChosenPeriod } from './period.ts';

/** What a user sets once for this machine; kept in the page's own storage, never in the workspace. */
export interface Preferences {
  readonly density: 'compact' | 'comfortable';
  readonly isRailFolded: boolean;
  /** The name used where a decision or a note needs one. */
  readonly person: string;
  /** The scenario the figures are read in; null is the base. */
  readonly scenario: string | null;
  /** The months the pages speak of. */
  readonly period: ChosenPeriod;
  /** The day as of whose knowledge figures are read, and the file of the workspace it was chosen in; null is today's. */
  readonly known: { readonly workspace: string; readonly day: string } | null;
  /** The columns chosen for the budget tree, by view; null are those that stand there from the start. */
  readonly budgetColumns: Readonly<Record<string, readonly string[]>> | null;
}

const STORAGE_KEY = 'headroom.preferences';
const DEFAULTS: Preferences = {
  density: 'compact',
  isRailFolded: false,
  person: '',
  scenario: null,
  period: { kind: 'budget' },
  known: null,
  budgetColumns: null,
};

interface PreferencesState {
  readonly preferences: Preferences;
  readonly change: (part: Partial<Preferences>) => void;
}
const PreferencesContext = createContext<PreferencesState | null>(null);

function readPreferences(): Preferences {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(STORAGE_KEY) ?? '{}');
    return { ...DEFAULTS, ...(stored as Partial<Preferences>) };
  } catch {
    return DEFAULTS;
  }
}

export function PreferencesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [preferences, setPreferences] = useState(readPreferences);
  const change = (part: Partial<Preferences>): void => {
    const next = { ...preferences, ...part };
    setPreferences(next);
    window.localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  };
  return <PreferencesContext value={{ preferences, change }}>{children}</PreferencesContext>;
}

export function usePreferences(): PreferencesState {
  const state = useContext(PreferencesContext);
  if (state === null) throw new Error('usePreferences stands outside of PreferencesProvider');
  return state;
}
