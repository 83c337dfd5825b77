import type { Place } from './place.ts';

/** Runs a program as the user of the server, in a folder that user may enter, with nothing of our environment. */
export const asUser = (place: Place) => ({
  cwd: place.user === null ? place.dataDir : '/',
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  ...(place.user !== null && { uid: place.user.uid, gid: place.user.gid }),
});
