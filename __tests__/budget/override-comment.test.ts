/** Who may let a pull request pass, and when it is commented on: as the budget says it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseBudget } from '../../src/budget/parse-budget.ts';

const parse = (rest: string) => parseBudget(`version: 1\nimages: { api: {} }\n${rest}\n`, { file: 'plimsoll.yml' });
const refuses = (rest: string, ...messages: string[]) =>
  assert.throws(
    () => parse(rest),
    ({ message }: Error) => {
      assert.deepEqual(
        message.split('\n').filter((line) => line.startsWith('plimsoll.yml:')),
        messages.map((line) => `plimsoll.yml:${line}`),
      );
      return true;
    },
  );

describe('the override of a budget', () => {
  it('is absent where the file does not say it', () => assert.ok(!('override' in parse(''))));

  it('is a list of labels and a permission, write by default', () => {
    const place = { file: 'plimsoll.yml', line: 3, column: 1 };
    assert.deepEqual(parse('override: { labels: [allow-image-growth] }').override, {
      labels: ['allow-image-growth'],
      permission: 'write',
      place,
    });
    assert.deepEqual(parse('override: { labels: ["size: ok", größer], require-permission: maintain }').override, {
      labels: ['size: ok', 'größer'],
      permission: 'maintain',
      place,
    });
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => `l${index}`).join(', ');
  it('has at most 20 labels', () => {
    assert.equal(parse(`override: { labels: [${many(20)}] }`).override?.labels.length, 20);
    refuses(`override: { labels: [${many(21)}] }`, '3:21: override.labels: found 21 labels; accepted: at most 20');
  });

  const label = 'accepted: the name of a label, such as allow-image-growth';
  const refused: [string, ...string[]][] = [
    ['{}', '3:11: override: "labels" is missing; accepted: a list'],
    ['{ labels: [] }', '3:21: override.labels: found an empty list; accepted: at least one label'],
    ['{ labels: big }', '3:21: override.labels: found "big"; accepted: a list'],
    ['{ labels: [""] }', `3:22: override.labels[0]: "" is empty; ${label}`],
    ['{ labels: [" big"] }', `3:22: override.labels[0]: " big" has spaces around it; ${label}; did you mean big?`],
    ['{ labels: ["a\\nb"] }', `3:22: override.labels[0]: "a\\nb" is more than one line; ${label}`],
    ['{ labels: [3] }', `3:22: override.labels[0]: 3 is not text; ${label}`],
    ['{ labels: [big, ok, Big] }', '3:31: override.labels[2]: "Big" stands here again; accepted: each label once, whatever its case'],
    [
      '{ labels: [big], require-permission: wirte }',
      '3:48: override.require-permission: found "wirte"; accepted: triage, write, maintain, admin; did you mean write?',
    ],
    [
      '{ labels: [big], require-permission: read }',
      '3:48: override.require-permission: found "read"; accepted: triage, write, maintain, admin',
    ],
    [
      '{ label: [big], labels: [big] }',
      '3:13: override: unknown key "label"; accepted: labels, require-permission; did you mean "labels"?',
    ],
    ['[big]', '3:11: override: found a list; accepted: a map with labels, require-permission'],
  ];
  for (const [text, ...messages] of refused) it(`refuses ${text}`, () => refuses(`override: ${text}`, ...messages));
});

describe('the comment of a budget', () => {
  it('is made when something changed, unless the file says otherwise', () => {
    assert.equal(parse('').commentWhen, 'changed');
    assert.equal(parse('comment: {}').commentWhen, 'changed');
    for (const when of ['changed', 'always', 'warn', 'fail', 'never'] as const) {
      assert.equal(parse(`comment: { when: ${when} }`).commentWhen, when);
    }
  });

  it('refuses another word, and another key', () => {
    refuses(
      'comment: { when: change }',
      '3:18: comment.when: found "change"; accepted: changed, always, warn, fail, never; did you mean changed?',
    );
    refuses('comment: { wen: fail }', '3:12: comment: unknown key "wen"; accepted: when; did you mean "when"?');
    refuses('comment: never', '3:10: comment: found "never"; accepted: a map with when');
    refuses(
      'coment: {}',
      '3:1: unknown key "coment"; accepted: version, images, defaults, groups, exceptions, baseline, override, comment, units; did you mean "comment"?',
    );
  });
});
