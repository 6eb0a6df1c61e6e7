/** A simulator that runs, and what a person needs to know of it. */
export interface Running {
  title: string;
  /** Under which `_simulate/…` lies, with a slash at its end. */
  base: string;
  /** Environment variables of the server with their values. */
  settings: [string, string][];
  /** Where it sends its callbacks. */
  callback: string;
  /** What can be rehearsed: a description, the control, and its form fields. */
  rehearsals: [string, string, Record<string, string>][];
  close(): Promise<void>;
}
