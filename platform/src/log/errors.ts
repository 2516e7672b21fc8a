import { defineErrors } from '#kernel';

/** What the log answers with; each means that it is not safe to sign. */
export const errors = defineErrors({
  log_tree_shrunk: {
    status: 500,
    title: 'The log holds fewer entries than it has signed for.',
    remedy:
      'Nothing was signed. The data is older than its newest checkpoint: restore a newer backup, then run rungs fsck.',
  },
  log_tree_inconsistent: {
    status: 500,
    title: 'The log is not a continuation of what it has signed before.',
    remedy: 'Nothing was signed. Run rungs fsck to see what was changed, and restore it from a backup.',
  },
  log_head_moved: {
    status: 503,
    title: 'Another server signed a checkpoint at the same time.',
    remedy: 'Nothing was signed here. The next run goes on from the other checkpoint.',
  },
});
