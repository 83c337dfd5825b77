import { z } from 'zod';
import { Band } from './account.ts';

const Relative = z.object({
  id: z.int(),
  account_id: z.string(),
  name: z.string(),
  /** As it is shown: a parent's may come from its children. */
  health: z.number().nullable(),
  band: Band,
});
export type Relative = z.infer<typeof Relative>;

/** The group of companies an account belongs to on a day, one level up and down; churned accounts belong to none. */
export const AccountGroup = z.object({
  as_of: z.iso.date(),
  /** How a parent's health follows from its children's (definitions.md 5, Parent accounts). */
  parents: z.enum(['own', 'mean', 'worst', 'arr_weighted']),
  /** What it scores by itself, whatever its children do. */
  own_health: z.number().nullable(),
  parent: Relative.nullable(),
  n_children: z.int(),
  /** The 100 with the lowest health, those without one last. */
  children: z.array(Relative),
  /** Account_ids of accounts that are each other's parents, this one among them; each of them keeps its own health. */
  cycle: z.array(z.string()),
});
export type AccountGroup = z.infer<typeof AccountGroup>;
