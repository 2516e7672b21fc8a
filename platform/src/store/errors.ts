import { defineErrors } from '#kernel';

/** What the store answers with: all of it concerns the operator, none of it a single request. */
export const errors = defineErrors({
  database_unreachable: {
    status: 503,
    title: 'The database cannot be reached.',
    remedy: 'Nothing was changed. Check that the server runs, or set DATABASE_URL to one that does.',
  },
  database_version_unsupported: {
    status: 500,
    title: 'The database server is older than PostgreSQL 15.',
    remedy: 'Nothing was changed. Point DATABASE_URL at PostgreSQL 15 or newer.',
  },
  database_login_unsafe: {
    status: 500,
    title: 'The database login could bypass row-level security.',
    remedy: 'Nothing was started. Use a login that is neither superuser nor has BYPASSRLS.',
  },
  migration_changed: {
    status: 500,
    title: 'A migration that was applied before is no longer what it was.',
    remedy: 'Nothing was changed. Restore the migration file; new changes need a new file.',
  },
  embedded_unavailable: {
    status: 500,
    title: 'The embedded PostgreSQL cannot run here.',
    remedy:
      'Set DATABASE_URL to any PostgreSQL 15 or newer, or RUNGS_DATA_DIR to a folder that others can reach.',
  },
  data_folder_locked: {
    status: 500,
    title: 'Another server uses this data folder.',
    remedy: 'Stop the server that is named, or set RUNGS_DATA_DIR to another folder.',
  },
});
