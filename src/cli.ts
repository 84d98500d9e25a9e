import 'reflect-metadata';
import { AUDIT_USAGE, auditCommand } from './cli/audit.command.js';
import { BACKUP_USAGE, backupCommand } from './cli/backup.command.js';
import { demoCommand } from './cli/demo.command.js';
import { withServices } from './cli/context.js';
import { EXPORT_USAGE, exportCommand } from './cli/export.command.js';
import { IMPORT_USAGE, importCommand } from './cli/import.command.js';
import { KEYS_USAGE, keysCommand } from './cli/keys.command.js';
import { migrateCommand } from './cli/migrate.command.js';
import { openapiCommand } from './cli/openapi.command.js';
import { REPORT_USAGE, reportCommand } from './cli/report.command.js';
import { RESTORE_USAGE, restoreCommand } from './cli/restore.command.js';
import { RETENTION_USAGE, retentionCommand } from './cli/retention.command.js';
import { USER_USAGE, userCommand } from './cli/user.command.js';
import { ImportService } from './ingestion/import.service.js';
import { AppError } from './shared/errors.js';

const USAGE = `Lokapasar OVOP, perintah baris

${IMPORT_USAGE}

${REPORT_USAGE}

${EXPORT_USAGE}

${USER_USAGE}

${AUDIT_USAGE}

${BACKUP_USAGE}

${RESTORE_USAGE}

${KEYS_USAGE}

${RETENTION_USAGE}

Pemakaian: lokapasar-ovop migrate [--check]
           lokapasar-ovop openapi [--check]
           lokapasar-ovop demo [--once] [--scale 0.1]

DATA_DIR atau DATABASE_URL menentukan basis data; config/env.example menyebut semua setelan.`;

/** Answers the exit code: 0 done, 1 failed, 2 wrong usage, 3 a file was refused and changed nothing, 4 the audit trail is broken. */
async function main([command, ...args]: string[]): Promise<number> {
  const help = args.includes('--help') || args.includes('-h');
  const line =
    (to: NodeJS.WriteStream) =>
    (text: string): void => {
      to.write(`${text}\n`);
    };
  if (command === undefined || command === 'help' || command === '--help' || (help && command !== 'user')) {
    process.stdout.write(`${USAGE}\n`);
    return command === undefined ? 2 : 0;
  }
  switch (command) {
    case 'import': {
      // What is wrong with the command itself is said before any database is opened.
      if (args.filter((arg) => !arg.startsWith('--')).length === 0) {
        process.stderr.write(`${IMPORT_USAGE}\n`);
        return 2;
      }
      return withServices('import', (app, env) =>
        importCommand(args, {
          imports: app.get(ImportService),
          timeZone: env.timeZone,
          out: line(process.stdout),
          err: line(process.stderr),
        }),
      );
    }
    case 'report':
      return reportCommand(args, (work) => withServices('report', work));
    case 'export':
      return exportCommand(args, (work) => withServices('export', work));
    case 'user':
      return userCommand(args, (work) => withServices('user', work));
    case 'audit':
      return auditCommand(args, { out: line(process.stdout), err: line(process.stderr) });
    case 'backup':
      return backupCommand(args);
    case 'restore':
      return restoreCommand(args);
    case 'keys':
      return keysCommand(args);
    case 'retention':
      return retentionCommand(args, (work) => withServices('retention', work));
    case 'migrate':
      return migrateCommand(args);
    case 'openapi':
      return openapiCommand(args);
    case 'demo':
      return demoCommand(args);
    default:
      process.stderr.write(`Perintah "${command}" tidak dikenal.\n\n${USAGE}\n`);
      return 2;
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof AppError || (error instanceof Error && error.name === 'DataFolderBusyError');
    process.stderr.write(
      `${error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
