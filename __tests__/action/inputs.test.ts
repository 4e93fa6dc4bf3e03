import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionInputs, commentActionInputs, type InputTable } from '../../src/action/inputs.ts';
import { readCommentInputs, readInputs } from '../../src/action/read-inputs.ts';
import { ExpectedError } from '../../src/errors.ts';

/** A workflow's `with:`, as the runner passes it on. */
function given(inputs: Record<string, string>) {
  return { input: (name: string) => (inputs[name] ?? '').trim(), inputNames: Object.keys(inputs) };
}
function read(inputs: Record<string, string> = {}) {
  return readInputs(given(inputs)).inputs;
}
function refusal(inputs: Record<string, string>): string {
  try {
    readInputs(given(inputs));
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    assert.equal(error.code, 'option');
    assert.match(error.hint ?? '', /docs\/action\.md/);
    return error.message;
  }
  return assert.fail(`${JSON.stringify(inputs)} was accepted`);
}

describe('the tables of inputs', () => {
  for (const [action, table] of Object.entries<InputTable>({ actionInputs, commentActionInputs })) {
    it(`${action} describes each in whole sentences, and not in the words of the command line`, () => {
      for (const [name, { description }] of Object.entries(table)) {
        assert.match(description, /^\S.*\.$/, name);
        assert.doesNotMatch(description, /repeated|--\w|\n/, name);
      }
    });

    it(`${action} has defaults that its own readers accept`, () => {
      for (const [name, spec] of Object.entries(table))
        if (spec.standard !== undefined) assert.ok('value' in spec.read(spec.standard), name);
    });
  }

  it('has no default for what a budget may say', () => {
    for (const name of ['store', 'on-missing', 'comment-when', 'units', 'platforms', 'images'] as const)
      assert.ok(!('standard' in actionInputs[name]), name);
  });
});

describe('readInputs', () => {
  it('gives every input its default', () => {
    assert.deepEqual(read(), {
      config: undefined,
      images: [],
      platforms: undefined,
      tag: undefined,
      baseline: undefined,
      prereleases: false,
      commit: undefined,
      store: undefined,
      save: 'auto',
      onMissing: undefined,
      buildCommand: undefined,
      retentionDays: undefined,
      token: undefined,
      commentWhen: undefined,
      commentKey: 'default',
      output: [],
      failOn: 'over',
      annotations: true,
      summary: true,
      top: 10,
      units: undefined,
      engineRead: 'auto',
      insecure: [],
      verify: false,
      maxUncompressed: undefined,
      workingDirectory: undefined,
    });
  });

  it('reads what is given', () => {
    const inputs = read({
      images: '\n  api=out/api.tar\n\nworker=oci:out:a=b\r\nweb\n',
      output: 'markdown=report.md\njson=report.json',
      platforms: 'linux/amd64, linux/arm64\nlinux/amd64',
      baseline: 'last-release',
      prereleases: 'True',
      'on-missing': 'build',
      'build-command': 'make image\nmake other',
      'comment-when': 'never',
      'comment-key': 'backend.1',
      'fail-on': 'warn',
      annotations: 'FALSE',
      top: '0',
      units: 'iec',
      'max-uncompressed': '20 GB',
      'retention-days': '400',
      token: 'ghs_x',
    });
    assert.deepEqual(inputs.images, [
      { name: 'api', reference: 'out/api.tar' },
      { name: 'worker', reference: 'oci:out:a=b' },
      { name: 'web' },
    ]);
    assert.deepEqual(inputs.output, [
      { format: 'markdown', file: 'report.md' },
      { format: 'json', file: 'report.json' },
    ]);
    assert.deepEqual(inputs.platforms, ['linux/amd64', 'linux/arm64']);
    const { prereleases, onMissing, buildCommand, commentWhen, commentKey, failOn, annotations, top, maxUncompressed, retentionDays } =
      inputs;
    assert.deepEqual(
      { prereleases, onMissing, buildCommand, commentWhen, commentKey, failOn, annotations, top, maxUncompressed, retentionDays },
      {
        prereleases: true,
        onMissing: 'build',
        buildCommand: 'make image\nmake other',
        commentWhen: 'never',
        commentKey: 'backend.1',
        failOn: 'warn',
        annotations: false,
        top: 0,
        maxUncompressed: 20_000_000_000,
        retentionDays: 400,
      },
    );
  });

  it('takes `all` among platforms for all of them', () => {
    assert.equal(read({ platforms: 'all' }).platforms, 'all');
    assert.equal(read({ platforms: 'linux/amd64\nall' }).platforms, 'all');
  });

  for (const [text, store] of [
    ['artifact', { kind: 'artifact' }],
    ['branch', { kind: 'branch', branch: 'plimsoll-data' }],
    ['branch:sizes', { kind: 'branch', branch: 'sizes' }],
    ['file:.plimsoll', { kind: 'file', directory: '.plimsoll' }],
  ] as const)
    it(`reads the store ${text}`, () => assert.deepEqual(read({ store: text }).store, store));

  it('takes an empty input for one that was not given', () => {
    assert.deepEqual(read({ top: '', annotations: ' ', store: '', images: '\n', 'comment-key': '' }), read());
  });

  for (const [name, value, message] of [
    ['annotations', 'yes', 'the input annotations: "yes" is not true or false (did you mean true?)'],
    ['verify', 'tRUE', 'the input verify: "tRUE" is not true or false (did you mean true?)'],
    ['top', '1e2', 'the input top: "1e2" is not a whole number of 0 or more'],
    ['top', '-1', 'the input top: "-1" is not a whole number of 0 or more'],
    ['retention-days', '401', 'the input retention-days: "401" is not a whole number from 1 to 400'],
    ['retention-days', '0', 'the input retention-days: "0" is not a whole number from 1 to 400'],
    ['fail-on', 'error', 'the input fail-on: "error" is not one of over, warn, never (did you mean over?)'],
    ['comment-when', 'alwais', 'the input comment-when: "alwais" is not one of changed, always, warn, fail, never (did you mean always?)'],
    ['images', 'api=a\n=b', 'the input images, line 2: "=b" has no name, NAME=REF'],
    ['images', 'api=a\n\napi=b', 'the input images, line 3: "api" is named more than once'],
    [
      'output',
      'report.md',
      'the input output, line 1: "report.md" does not say what to write where, FORMAT=FILE (did you mean markdown=report.md?)',
    ],
    ['platforms', 'amd64', 'the input platforms: "amd64" is not a platform, os/arch[/variant] (did you mean linux/amd64?)'],
    ['commit', '--all', 'the input commit: "--all" begins with a dash, which git would take for an option'],
    ['baseline', 'a\nb', 'the input baseline: "a\\nb" is more than one line'],
    ['token', 'secret value', 'the input token: the value holds what no token does'],
  ] as const)
    it(`refuses ${name} ${JSON.stringify(value)}`, () => assert.equal(refusal({ [name]: value }), message));

  for (const value of ['a b', '-a', '../a', 'a'.repeat(65), 'é'])
    it(`refuses the comment-key ${value}`, () =>
      assert.match(refusal({ 'comment-key': value }), /^the input comment-key: .* is not a key: /));

  for (const value of ['artefact', 'branch:', 'file:', 'file', 'artifact:x', 'a/b', 'branch:..', 'file:a\nb'])
    it(`refuses the store ${JSON.stringify(value)}`, () => assert.match(refusal({ store: value }), /^the input store: ".*" (is|names) /));

  it('reports all problems at once', () => {
    assert.equal(
      refusal({ top: 'ten', images: '=a\nb=', summary: '1' }),
      `4 inputs cannot be read:
  - images, line 1: "=a" has no name, NAME=REF
  - images, line 2: "b=" has no reference after the =
  - summary: "1" is not true or false (did you mean true?)
  - top: "ten" is not a whole number of 0 or more`,
    );
  });

  it('returns the inputs that are not known, with what may be meant', () => {
    assert.deepEqual(readInputs(given({ comment_when: 'always', budget: 'x', top: '3', constructor: '' })).unknown, [
      { name: 'comment_when', suggestion: 'comment-when' },
      { name: 'budget' },
      { name: 'constructor' },
    ]);
  });
});

describe('readCommentInputs', () => {
  it('gives every input its default', () => {
    assert.deepEqual(readCommentInputs(given({})).inputs, {
      token: undefined,
      commentKey: 'default',
      config: undefined,
      commentWhen: undefined,
      runId: undefined,
    });
  });

  it('reads the run, and refuses what is none', () => {
    assert.equal(readCommentInputs(given({ 'run-id': '17225112312' })).inputs.runId, 17225112312);
    assert.throws(() => readCommentInputs(given({ 'run-id': '0' })), /the input run-id: "0" is not a whole number of 1 or more/);
  });
});
