/** What is published about the Analysis document is what its declaration says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { analysisJsonSchema, renderAnalysisSchema, type SchemaNode } from '../../src/analysis/json-schema.ts';
import { renderAnalysisReference } from '../../src/analysis/reference.ts';

function committed(...path: string[]): string {
  return readFileSync(join(import.meta.dirname, '..', '..', ...path), 'utf8');
}

function undescribed(node: SchemaNode, path: string): string[] {
  const here = node.description || path === '' || path.endsWith('[]') ? [] : [path];
  const fields = Object.entries(node.properties ?? {}).flatMap(([name, field]) => undescribed(field, `${path}.${name}`));
  const items = node.items ? undescribed(node.items, `${path}[]`) : [];
  return [...here, ...fields, ...items];
}

describe('renderAnalysisSchema', () => {
  it('is what is committed as schema/analysis.schema.json', () => {
    assert.equal(renderAnalysisSchema(), committed('schema', 'analysis.schema.json'), 'run `npm run generate`');
  });

  it('describes every field', () => assert.deepEqual(undescribed(analysisJsonSchema(), ''), []));
});

describe('renderAnalysisReference', () => {
  it('is what is committed as docs/analysis.md', () => {
    assert.equal(renderAnalysisReference(), committed('docs', 'analysis.md'), 'run `npm run generate`');
  });
});
