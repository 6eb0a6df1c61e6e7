/** Where the process is in its life; `/readyz` says ready only in the middle. */
export interface ServerState {
  phase: 'starting' | 'ready' | 'stopping';
}
