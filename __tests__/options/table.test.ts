import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandNames } from '../../src/options/commands.ts';
import { parseArguments } from '../../src/options/parse-arguments.ts';
import { renderCommandHelp, renderHelp } from '../../src/options/reference.ts';
import { describeOption, type OptionSpec, optionNames, optionsOf, optionTable } from '../../src/options/table.ts';

describe('optionTable', () => {
  it('gives no short name twice', () => {
    const shorts = optionNames.flatMap((name) => (optionTable[name] as OptionSpec).short ?? []);
    assert.deepEqual(shorts, [...new Set(shorts)]);
  });

  it('has defaults that its own readers accept', () => {
    for (const name of optionNames) {
      const spec: OptionSpec = optionTable[name];
      if (spec.kind === 'one' && spec.defaultText !== undefined) assert.ok('value' in spec.read(spec.defaultText), name);
    }
  });

  it('describes each option in whole sentences', () => {
    for (const name of optionNames) {
      const { commands, description, descriptions = {} }: OptionSpec = optionTable[name];
      for (const text of [description, ...Object.values(descriptions)]) assert.match(text, /^\S.*\.$/, name);
      for (const command of Object.keys(descriptions))
        assert.ok(
          commands.some((known) => known === command),
          `${name} of ${command}`,
        );
    }
  });

  it('speaks of the budget and of --baseline only to commands that have them', () => {
    for (const command of ['analyze', 'compare'] as const) {
      for (const name of optionsOf(command)) assert.doesNotMatch(describeOption(name, command), /what the budget says/, name);
    }
    for (const name of optionsOf('init')) assert.doesNotMatch(describeOption(name, 'init'), /what the budget says|NAME alone/, name);
    assert.match(describeOption('platform', 'check'), /By default what the budget says, else all\.$/);
    assert.match(describeOption('save', 'analyze'), /for a later plimsoll check --baseline/);
  });
});

describe('renderCommandHelp', () => {
  for (const command of commandNames) {
    it(`names every option of ${command}, fits 80 columns, and shows examples that parse`, () => {
      const help = renderCommandHelp(command);
      for (const name of optionsOf(command)) assert.ok(help.includes(`--${name}`), name);
      for (const line of help.split('\n')) assert.ok(line.length <= 80, line);
      const examples = [...help.matchAll(/^ {2}plimsoll (.*?)(?: >.*)?$/gm)].map((match) => match[1]!.split(' '));
      assert.ok(examples.length > 0);
      for (const example of examples) assert.equal(parseArguments(example).kind, 'run');
    });
  }
});

describe('renderHelp', () => {
  it('names every command and every exit code, and fits 80 columns', () => {
    const help = renderHelp();
    for (const command of commandNames) assert.match(help, new RegExp(`^  ${command}\\b`, 'm'));
    for (const code of ['0', '1', '2', '130']) assert.match(help, new RegExp(`^ +${code}  `, 'm'));
    for (const line of help.split('\n')) assert.ok(line.length <= 80, line);
  });

  it('wraps to a narrow terminal', () => {
    for (const line of renderHelp(60).split('\n').slice(3, -8)) assert.ok(line.length <= 60, line);
  });
});
