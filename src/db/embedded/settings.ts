import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

export interface ServerOptions {
  /** False only where the data may be lost at any time, as in tests. */
  durable?: boolean;
}

const MB = 1_048_576;

/** What the server is started with, for a machine of two cores and a few GB of memory. */
export function serverSettings({ durable = true }: ServerOptions): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '80',
    shared_buffers: `${sharedBuffersMB()}MB`,
    // An import of millions of rows writes its log faster than the default of a few MB can be emptied.
    wal_buffers: '64MB',
    work_mem: '32MB',
    maintenance_work_mem: '256MB',
    effective_cache_size: '1GB',
    max_wal_size: '4GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    // The packaged build knows no lz4.
    wal_compression: 'pglz',
    random_page_cost: '1.1',
    jit: 'off',
    max_parallel_workers_per_gather: '2',
    dynamic_shared_memory_type: sharedMemoryFits() ? 'posix' : 'mmap',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    // A long statement of a process that was killed ends with it, and gives its locks free.
    client_connection_check_interval: '2s',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
}

/** An eighth of the memory: an index that new rows come into in any order is written several times where it does not fit. */
function sharedBuffersMB(): number {
  // A container may have less than its machine; where nothing limits it, the answer is 0 or beyond any machine.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.max(128, Math.min(512, Math.floor(memory / 8 / MB)));
}

/** Containers often have 64 MB of /dev/shm, too little for parallel queries. */
function sharedMemoryFits(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const shm = statfsSync('/dev/shm');
    return shm.bavail * shm.bsize >= 512 * MB;
  } catch {
    return false;
  }
}
