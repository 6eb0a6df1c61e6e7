export { type Columns, csvStream } from './csv.ts';
export { type Cursor, openCursor } from './cursor.ts';
export { usageRoutes } from './routes.ts';
export { createSlots, type Slots } from './slots.ts';
