/** What stands for actions/upload-artifact and actions/download-artifact: as much of them as a workflow of the documents uses, over the same service. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const client = resolve(import.meta.dirname, '..', '..', '..', 'node_modules', '@actions', 'artifact', 'lib', 'artifact.js');

const upload = `
  await client.uploadArtifact(input('name'), [resolve(input('path'))], dirname(resolve(input('path'))));
`;

const download = `
  if (input('merge-multiple') !== 'true') throw new Error('each artifact in a folder of its own is not known here');
  const { artifacts } = await client.listArtifacts();
  const wanted = artifacts.filter(({ name }) => matchesGlob(name, input('pattern')));
  for (const { id } of wanted) await client.downloadArtifact(id, { path: resolve(input('path')) });
`;

/** Writes both below a folder. @returns the folders by what workflows call them */
export function writeArtifactActions(folder: string): Record<string, string> {
  return {
    'actions/upload-artifact@v6': writeAction(join(folder, 'upload'), ['name', 'path'], upload),
    'actions/download-artifact@v6': writeAction(join(folder, 'download'), ['pattern', 'path', 'merge-multiple'], download),
  };
}

function writeAction(folder: string, inputs: readonly string[], body: string): string {
  mkdirSync(folder, { recursive: true });
  const declared = inputs.map((name) => `  ${name}: { required: true, description: as there }\n`).join('');
  writeFileSync(
    join(folder, 'action.yml'),
    `name: stand-in\ndescription: of files\ninputs:\n${declared}runs: { using: node24, main: main.mjs }\n`,
  );
  writeFileSync(
    join(folder, 'main.mjs'),
    `import { dirname, matchesGlob, resolve } from 'node:path';
import { DefaultArtifactClient } from ${JSON.stringify(client)};
const client = new DefaultArtifactClient();
const input = (name) => {
  const value = process.env['INPUT_' + name.toUpperCase()];
  if (!value) throw new Error('the input ' + name + ' is missing');
  return value;
};
${body}`,
  );
  return folder;
}
