import { inBatches, nothingLeft, type PlacedRow } from '../batch.ts';
import type { FactBatch } from '../source.ts';
import type { Folder } from './folder.ts';
import { utcText } from './utc-time.ts';

/** Organizations are the accounts; their own number at the company is kept as the custom field external_id. */
export async function* accountsOf(folder: Folder): AsyncGenerator<FactBatch> {
  const file = folder.fileOf('organization');
  if (file === null) return;
  const left = nothingLeft();
  async function* rows(): AsyncGenerator<PlacedRow> {
    const pieces = folder.read('organization', {
      required: ['id', 'name'],
      all: ['id', 'name', 'created_at', 'external_id', '_fivetran_deleted'],
    });
    for await (const piece of pieces) {
      left.bad.push(...piece.bad);
      for (const { record, line, cells } of piece.rows) {
        if (isTrue(cells._fivetran_deleted)) {
          left.ignored += 1;
          continue;
        }
        const { id, name, created_at, external_id } = cells;
        yield { record, line, cells: [id, name, utcText(created_at), external_id] };
      }
    }
  }
  const columns = ['account_id', 'name', 'created_at', 'external_id'];
  yield* inBatches({ fact: 'accounts', file, columns }, rows(), left);
}

export interface User {
  isAgent: boolean;
  email: string;
}

/** End users of an organization are its contacts. Notes every user, agents above all, in `users` by id. */
export async function* contactsOf(
  folder: Folder,
  users: Map<string, User>,
): AsyncGenerator<FactBatch> {
  const file = folder.fileOf('user');
  if (file === null) return;
  const left = nothingLeft();
  async function* rows(): AsyncGenerator<PlacedRow> {
    const pieces = folder.read('user', {
      required: ['id', 'role'],
      all: ['id', 'role', 'email', 'name', 'organization_id', '_fivetran_deleted'],
    });
    for await (const piece of pieces) {
      left.bad.push(...piece.bad);
      for (const { record, line, cells } of piece.rows) {
        const { id, role, email, name, organization_id } = cells;
        // Agents and admins are whoever is not an end user.
        const isAgent = role !== '' && role.toLowerCase() !== 'end-user';
        users.set(id, { isAgent, email });
        if (isAgent || organization_id === '' || isTrue(cells._fivetran_deleted)) {
          left.ignored += 1;
          continue;
        }
        yield { record, line, cells: [id, organization_id, name, email] };
      }
    }
  }
  const columns = ['contact_id', 'account_id', 'name', 'email'];
  yield* inBatches({ fact: 'contacts', file, columns }, rows(), left);
}

export const isTrue = (cell: string): boolean => cell === '1' || cell.toLowerCase() === 'true';
