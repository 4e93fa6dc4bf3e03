/** The JSON Schema and the reference say what the parser does, and the committed files are what the declaration gives. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { budgetJsonSchema, renderBudgetSchema } from '../../src/budget/json-schema.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { renderBudgetReference } from '../../src/budget/reference.ts';
import { isValid } from './json-schema.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const schema = budgetJsonSchema();
const document = read('docs', 'budget.md');
const accepts = (text: string) => {
  try {
    parseBudget(text, { file: 'plimsoll.yml' });
    return true;
  } catch {
    return false;
  }
};

describe('renderBudgetSchema', () => {
  it('is what is committed', () => assert.equal(read('schema', 'plimsoll.schema.json'), renderBudgetSchema()));

  it('accepts the example of the design', () => {
    assert.ok(isValid(schema, parseYaml(read('__tests__', 'golden', 'budget', 'design.yml'), { merge: true })));
  });

  it('describes every key', () => {
    const parts = [schema, ...Object.values(schema.definitions ?? {})].flatMap((part) => [part, ...(part.anyOf ?? [])]);
    const keys = parts.flatMap(({ properties }) => Object.entries(properties ?? {}));
    assert.ok(keys.length > 40, String(keys.length));
    for (const [key, { description, $ref, allOf }] of keys) {
      const name = ($ref ?? allOf?.[0]?.$ref)?.replace('#/definitions/', '');
      assert.ok((description ?? schema.definitions![name ?? '']?.description ?? '') !== '', key);
    }
  });

  const image = (text: string) => `version: 1\nimages: { api: ${text} }`;
  const more = (text: string) => `version: 1\nimages: { api: {} }\n${text}`;
  const limit = (text: string) => image(`{ limits: { ${text} } }`);
  const both: [boolean, string][] = [
    [true, image('{}')],
    [true, more('baseline: {}')],
    [true, more('baseline: { store: artifact, on-missing: build, strict: true }')],
    [true, more('baseline: { store: branch }')],
    [true, more('baseline: { store: "branch:sizes/main" }')],
    [true, more('baseline: { store: "file:.plimsoll" }')],
    [false, more('baseline: { store: registry }')],
    [false, more('baseline: { store: "branch:a..b" }')],
    [false, more('baseline: { store: "branch:" }')],
    [false, more('baseline: { store: "file:" }')],
    [false, more('baseline: { on-missing: warn }')],
    [false, more('baseline: { strict: "true" }')],
    [true, more('override: { labels: [allow image growth] }')],
    [true, more('override: { labels: [a, b], require-permission: triage }')],
    [false, more('override: {}')],
    [false, more('override: { labels: [] }')],
    [false, more('override: { labels: [a, a] }')],
    [false, more('override: { labels: ["a "] }')],
    [false, more('override: { labels: [a], require-permission: read }')],
    [true, more(`groups: { all: { images: ["*${'*'.repeat(999)}"], limits: {} } }`)],
    [false, more(`groups: { all: { images: ["*${'*'.repeat(1000)}"], limits: {} } }`)],
    [true, more('comment: { when: never }')],
    [false, more('comment: { when: failed }')],
    [false, 'version: 2\nimages: { api: {} }'],
    [false, 'version: 1'],
    [false, 'version: 1\nimages: { "a b": {} }'],
    [true, limit('total: 250 MB')],
    [true, limit('total: 1.5GiB')],
    [true, limit('total: 0')],
    [false, limit('total: -1')],
    [false, limit('total: 1.5')],
    [false, limit('total: 250 mb')],
    [false, limit('total: 3%')],
    [false, limit('total: { min: 3 MB }')],
    [false, limit('total: null')],
    [true, limit('total: { max-increase: 0.05% }')],
    [false, limit('total: { max-increase: 0.00005% }')],
    [true, limit('wasted: { max: 4 %, warn: 1% }')],
    [true, limit('efficiency: 0.95')],
    [false, limit('efficiency: 95')],
    [false, limit('efficiency: { max: 95% }')],
    [true, limit('layers: { max: 20, max-increase: 10% }')],
    [false, limit('layers: 20 MB')],
    [true, limit('own: 3 MB')],
    [true, limit('update: 3 MB')],
    [false, limit('update: { max-increase: 3 MB }')],
    [true, image('{ platforms: [linux/amd64, linux/arm/v7] }')],
    [false, image('{ platforms: [amd64] }')],
    ...['/app/**', '**', '**/.git/**', '/a/.../..b'].map((glob): [boolean, string] => [true, image(`{ paths: { "${glob}": 0 } }`)]),
    ...['/app//b', '/a/../b', ' /app/**', '/app/** ', '!/app/**', '/app/', '*/a', 'app/**', '/.'].map((glob): [boolean, string] => [
      false,
      image(`{ paths: { "${glob}": 0 } }`),
    ]),
    [true, image('{ source: api.tar }')],
    [true, image('{ source: { build: {} } }')],
    [true, image('{ source: { build: . } }')],
    [true, image('{ source: { build: { context: a, file: b, target: c, args: { D_1: "1" }, with: podman } } }')],
    [true, image('{ source: { build: { secrets: ["id=a,env=B", "id=a,src=b/c"], cache-from: [type=gha], extra-args: [--no-cache] } } }')],
    [true, image('{ source: { bake: api } }')],
    [true, image('{ source: { bake: { target: api, files: [a.hcl], builder: ci } } }')],
    [false, image('{ source: {} }')],
    [false, image('{ source: { build: ., bake: api } }')],
    [false, image('{ source: { build: { args: { D: 1 } } } }')],
    [false, image('{ source: { build: { args: { D-1: "1" } } } }')],
    [false, image('{ source: { build: { secrets: [hunter2] } } }')],
    [false, image('{ source: { build: { extra-args: [--push] } } }')],
    [false, image('{ source: { build: { extra-args: ["--output=x"] } } }')],
    [false, image('{ source: { build: { with: kaniko } } }')],
    [false, image('{ source: { bake: { files: [a.hcl] } } }')],
    [false, 'version: 1\nimages: { api: {} }\nunits: SI'],
    [false, 'version: 1\nimages: { api: {} }\nexceptions: [ { image: api, metric: total, max: 3 MB, until: 31.1.2027, reason: x } ]'],
    [false, 'version: 1\nimages: { api: {} }\nexceptions: [ { image: api, metric: total, max: 3 MB, reason: x } ]'],
    [true, 'version: 1\nimages: { api: {} }\nexceptions: [ { image: api, metric: total, max: 3 MB, until: 2027-01-31, reason: x } ]'],
  ];
  for (const [good, text] of both) {
    it(`${good ? 'accepts' : 'refuses'} what the parser does: ${text.replace('version: 1\nimages: ', '')}`, () => {
      assert.equal(accepts(text), good, 'the parser');
      assert.equal(isValid(schema, parseYaml(text)), good, 'the schema');
    });
  }
});

describe('docs/budget.md', () => {
  it('holds the reference that the declaration gives', () => {
    const part = /<!-- generated: budget -->\n([\s\S]*?)<!-- \/generated -->/.exec(document)?.[1];
    assert.equal(part?.trim(), renderBudgetReference().trim());
  });

  it('shows only budgets that are accepted', () => {
    const examples = [...document.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);
    assert.ok(examples.length >= 7);
    for (const example of examples) {
      parseBudget(example, { file: 'docs/budget.md' });
      assert.ok(isValid(schema, parseYaml(example)), example);
    }
  });

  it('shows the messages that there are', () => {
    const broken = 'version: 1\nimages:\n  api:\n    limits:\n      totl: 3 MB\n      wasted: 4 mb\n';
    assert.throws(
      () => parseBudget(broken, { file: 'plimsoll.yml' }),
      ({ message }: Error) => document.includes(`plimsoll: ${message}\n`),
    );
  });

  it('links to headings that are there', () => {
    const headings = [...document.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...document.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor!);
    assert.ok(links.length > 10);
    for (const link of links) assert.ok(headings.includes(link), link);
  });
});
