import { Refusal } from '../lib/refusal.ts';

/** The database cannot be used; the message says why and what mends it, in a sentence for the person at the terminal. */
export class DatabaseUnavailable extends Refusal {
  override name = 'DatabaseUnavailable';
}
