import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { renderCliReference, renderErrorReference } from '../../src/options/reference.ts';

function generatedPart(file: string, name: string): string {
  const document = readFileSync(join(import.meta.dirname, '..', '..', 'docs', file), 'utf8');
  const [, part] = document.split(new RegExp(`<!-- generated: ${name} -->\n|<!-- /generated -->\n`));
  return part ?? '';
}

describe('renderCliReference', () => {
  it('is what docs/cli.md holds: npm run generate', () =>
    assert.equal(generatedPart('cli.md', 'commands').trim(), renderCliReference().trim()));
});

describe('renderErrorReference', () => {
  it('is what docs/errors.md holds: npm run generate', () =>
    assert.equal(generatedPart('errors.md', 'errors').trim(), renderErrorReference().trim()));
});
