// npm run bench [-- --size full]: runs bench/run.ts with the Node it needs.
import { join } from 'node:path';
import { ensureInstalled, findNode, ROOT, standIn } from './runtime.mjs';

ensureInstalled();
const end = await standIn(findNode(), [join(ROOT, 'bench', 'run.ts'), ...process.argv.slice(2)]);
end();
