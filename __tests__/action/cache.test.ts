/** The action keeps layers where the workflow says so, and nowhere else. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { listEntries, scanFolder } from '../../src/cache/entries.ts';
import { newFolder } from '../support/image-files.ts';
import { startTeam } from './support/team.ts';

describe('the action', () => {
  it('keeps what it reads of layers in the folder of PLIMSOLL_CACHE alone', async () => {
    await using team = await startTeam();
    const [home, folder] = [newFolder(), newFolder()];
    const entry = 'src/action.ts';
    assert.equal((await team.push({ entry, env: { HOME: home } })).code, 0);
    assert.ok(!existsSync(join(home, '.cache')));
    const first = await team.push({ entry, env: { HOME: home, PLIMSOLL_CACHE: folder } });
    assert.equal(listEntries(scanFolder(folder)).length, 2);
    const again = await team.push({ entry, env: { HOME: home, PLIMSOLL_CACHE: folder } });
    assert.deepEqual([again.code, again.outputs.total], [0, first.outputs.total]);
    assert.ok(!existsSync(join(home, '.cache')));
  });
});
