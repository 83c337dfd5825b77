import { loadDemo } from '../jobs/load-demo.ts';
import { refresh } from '../jobs/refresh.ts';
import { hasDemo, removeDemo } from '../jobs/remove-demo.ts';
import type { CommandContext, RegisterCommand } from './command.ts';
import { progressLine } from './progress-line.ts';
import { type Session, withSession } from './session.ts';

export const registerDemo: RegisterCommand = (program, context) => {
  const demo = program.command('demo').description('sixty invented customers to look around with');
  demo
    .command('load')
    .description("tell the demo's stories up to today, anew where they are there already")
    .action(() =>
      withSession(context, 'demo', async (session) => {
        const { files } = await loadDemo(session.db, session.pool);
        await refreshed(context, session);
        const rows = files.reduce((sum, { created }) => sum + created, 0);
        await context.print(
          `The demo is loaded: ${rows} records. Take it away with: hale demo remove\n`,
        );
      }),
    );
  demo
    .command('remove')
    .description('take the demo away without a trace')
    .action(() =>
      withSession(context, 'demo', async (session) => {
        if (!(await hasDemo(session.db))) return context.print('There is no demo to remove.\n');
        await removeDemo(session.db);
        await refreshed(context, session);
        return context.print('The demo is removed.\n');
      }),
    );
};

async function refreshed(context: CommandContext, { db }: Session): Promise<void> {
  const progress = progressLine(context);
  await refresh(db, {
    onProgress: ({ done, total }) =>
      progress.show(`Making readings … ${done} of ${total} accounts`),
  });
  progress.clear();
}
