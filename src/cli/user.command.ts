import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { TwoFactorService } from '../access/two-factor/two-factor.service.js';
import { UsersService } from '../access/users.service.js';
import { ROLES } from '../access/permissions.js';

export const USER_USAGE = `Pemakaian: lokapasar-ovop user list
           lokapasar-ovop user add NAMA_PENGGUNA --role ${ROLES.join('|')} [--name NAMA]
           lokapasar-ovop user reset NAMA_PENGGUNA
           lokapasar-ovop user totp-off NAMA_PENGGUNA

totp-off mematikan verifikasi dua langkah bila ponsel hilang. add dan reset menampilkan kata sandi pertama satu kali.`;

/** `user …`, for an administrator who has lost the way in: answers the exit code. */
export async function userCommand(
  args: string[],
  run: <T>(work: (app: INestApplicationContext) => Promise<T>) => Promise<T>,
): Promise<number> {
  const say = (text: string): boolean => process.stdout.write(`${text}\n`);
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { role: { type: 'string' }, name: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [what, username] = positionals;
  const role = ROLES.find((one) => one === values.role);
  if (values.help) {
    say(USER_USAGE);
    return 0;
  }
  if (what === 'list')
    return run(async (app) => {
      for (const user of await app.get(UsersService).list())
        say(`${user.username}\t${user.role}\t${user.displayName}${user.disabledAt ? '\tnonaktif' : ''}`);
      return 0;
    });
  if (what === 'add' && username && role)
    return run(async (app) => {
      const first = await app.get(UsersService).add({ username, displayName: values.name ?? username, role });
      say(`Pengguna ${first.user.username} ditambahkan. Kata sandi pertama: ${first.password}`);
      return 0;
    });
  if (what === 'reset' && username)
    return run(async (app) => {
      const users = app.get(UsersService);
      const user = (await users.list()).find((one) => one.username === username);
      if (!user) {
        process.stderr.write(`Pengguna "${username}" tidak ada.\n`);
        return 1;
      }
      say(`Kata sandi baru ${username}: ${(await users.resetPassword(user.id)).password}`);
      return 0;
    });
  if (what === 'totp-off' && username)
    return run(async (app) => {
      const user = await app.get(UsersService).findByUsername(username);
      if (!user) {
        process.stderr.write(`Pengguna "${username}" tidak ada.\n`);
        return 1;
      }
      await app.get(TwoFactorService).remove(user.id, null);
      say(`Verifikasi dua langkah ${username} dimatikan.`);
      return 0;
    });
  process.stderr.write(`${USER_USAGE}\n`);
  return 2;
}
