import type { Dialect } from '../dialect.ts';
import { embeddings } from './embeddings.ts';
import { imageEdits, imageGenerations } from './images.ts';
import { moderations } from './moderations.ts';
import { speech } from './speech.ts';
import { transcriptions, translations } from './transcriptions.ts';

/** The metered endpoints whose input or output is not a conversation. */
export const media: readonly Dialect[] = [
  embeddings,
  imageGenerations,
  imageEdits,
  speech,
  transcriptions,
  translations,
  moderations,
];
