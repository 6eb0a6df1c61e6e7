import type { en } from './en/index.ts';

/** The shape every language fills completely: a missing or surplus sentence is a type error. */
export type Messages = typeof en;
