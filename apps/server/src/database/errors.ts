/** Why the database can't be used, in a sentence that says what to do. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
