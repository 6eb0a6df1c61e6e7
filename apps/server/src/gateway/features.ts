/** What a model can be asked for: the endpoints that are metered, as receipts and usage records name them. */
export const features = [
  'chat.completions',
  'responses',
  'responses.compact',
  'messages',
  'embeddings',
  'images.generations',
  'images.edits',
  'audio.speech',
  'audio.transcriptions',
  'moderations',
] as const;

export type Feature = (typeof features)[number];
