import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { renderActionYml, renderCommentActionYml } from '../../src/action/action-yml.ts';
import { actionInputs, commentActionInputs, type InputTable } from '../../src/action/inputs.ts';
import { actionOutputs, commentActionOutputs } from '../../src/action/outputs.ts';

const root = join(import.meta.dirname, '..', '..');

type ActionYml = {
  name: string;
  description: string;
  branding: { icon: string; color: string };
  inputs: Record<string, { description: string; required: boolean; default?: unknown }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
};

const actions: { folder: string; text: string; inputs: InputTable; outputs: Record<string, string> }[] = [
  { folder: '.', text: renderActionYml(), inputs: actionInputs, outputs: actionOutputs },
  { folder: 'comment', text: renderCommentActionYml(), inputs: commentActionInputs, outputs: commentActionOutputs },
];

for (const { folder, text, inputs, outputs } of actions) {
  describe(`${join(folder, 'action.yml')}`, () => {
    const file = parse(text) as ActionYml;

    it('has the keys that GitHub knows', () => {
      assert.deepEqual(Object.keys(file), ['name', 'description', 'branding', 'inputs', 'outputs', 'runs']);
      for (const input of Object.values(file.inputs))
        for (const key of Object.keys(input)) assert.ok(['description', 'required', 'default', 'deprecationMessage'].includes(key), key);
      for (const output of Object.values(file.outputs)) assert.deepEqual(Object.keys(output), ['description']);
    });

    it('runs its bundle on Node 24', () => {
      assert.equal(file.runs.using, 'node24');
      const entry = normalize(join(folder, file.runs.main)).replace('dist', 'src').replace('.js', '.ts');
      assert.ok(existsSync(join(root, entry)), entry);
    });

    it('has a mark and a description that the marketplace takes', () => {
      // Of the icons and colours that GitHub lists.
      assert.ok(['anchor', 'message-circle'].includes(file.branding.icon));
      assert.ok(['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'].includes(file.branding.color));
      assert.ok(file.description.length <= 125, String(file.description.length));
    });

    it('has each input and output of the tables, in names that GitHub takes', () => {
      assert.deepEqual(Object.keys(file.inputs), Object.keys(inputs));
      assert.deepEqual(Object.keys(file.outputs), Object.keys(outputs));
      for (const name of [...Object.keys(inputs), ...Object.keys(outputs)]) assert.match(name, /^[a-z][a-z0-9-]*$/);
    });

    it('gives strings as defaults, and the token of the job', () => {
      for (const [name, input] of Object.entries(file.inputs)) {
        assert.equal(input.required, false, name);
        if (name === 'token') assert.match(String(input.default), /^\$\{\{ github\.token \}\}$/);
        else assert.equal(input.default, inputs[name]!.standard, name);
      }
    });
  });
}
