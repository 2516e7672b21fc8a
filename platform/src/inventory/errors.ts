import { defineErrors } from '#kernel';

/** What the inventory answers with. */
export const errors = defineErrors({
  inventory_cursor_invalid: {
    status: 400,
    title: 'The cursor is not one that this list made.',
    remedy: 'Start again without a cursor.',
  },
});
