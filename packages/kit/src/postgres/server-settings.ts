/** What the embedded server runs with: durable, and modest enough for a small machine. Values are passed as `-c`. */
const defaults: Record<string, string> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  wal_buffers: '16MB',
  min_wal_size: '160MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '10min',
  random_page_cost: '1.1',
  // Short statements only: compiling them costs more than it saves, and readers in processes of their own
  // would stand idle in memory.
  jit: 'off',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  // A statement in the log could hold what a customer wrote.
  log_min_error_statement: 'panic',
};

export function serverOptions(socketDir: string, overrides: Record<string, string>): string[] {
  const settings = { ...defaults, unix_socket_directories: socketDir, ...overrides };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
