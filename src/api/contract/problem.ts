import { z } from 'zod';

/** An error, as application/problem+json (RFC 9457); `errors` names the fields of a refused request. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** To be named when asking for help; stands in the log beside the cause. */
  request_id: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
