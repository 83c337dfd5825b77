import type { paths, RouteId } from './contract/paths.ts';

/** What a route does, such as `account.read`. */
export type Action = (typeof paths)[RouteId]['action'];

/** Who may do what. There is no log-in yet, and the server listens to this machine alone: everything is allowed. */
export const mayPerform = (_action: Action): boolean => true;
