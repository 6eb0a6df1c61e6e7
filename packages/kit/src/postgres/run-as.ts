import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/** `nobody` of every common system: what PostgreSQL runs as when we are root, since it refuses to be root itself. */
const NOBODY = 65_534;

/** For `spawn`: whose rights a child gets; empty = our own. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** Ourselves, or as root the owner of the cluster that exists already, else `nobody`. */
export function runAs(cluster: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  const owner = existsSync(cluster) ? statSync(cluster) : null;
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: NOBODY, gid: NOBODY };
}

/** Whether that user may enter and write a folder: every folder above counts, so we ask the system. */
export function canUse(dir: string, as: RunAs): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', dir], { ...as, cwd: '/', stdio: 'ignore' }).status === 0
  );
}
