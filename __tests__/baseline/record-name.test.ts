/** Every image name has one file name, safe anywhere, that leads back to it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { analysisFileName, inventoryFileName, isInventoryOf, nameOfAnalysisFile, stemOf } from '../../src/baseline/record-name.ts';

describe('analysisFileName', () => {
  it('keeps plain names readable', () => {
    assert.equal(analysisFileName('api'), 'api.json');
    assert.equal(analysisFileName('web-2.front_end'), 'web-2.front_end.json');
  });

  it('writes what a file system may not take, or takes for something else, as bytes', () => {
    assert.equal(analysisFileName('team/api'), 'team%2Fapi.json');
    assert.equal(analysisFileName('ghcr.io/o/api:pr'), 'ghcr.io%2Fo%2Fapi%3Apr.json');
    assert.equal(analysisFileName('../../etc/passwd'), '%2E.%2F..%2Fetc%2Fpasswd.json');
    assert.equal(analysisFileName('Api'), '%41pi.json');
    assert.equal(analysisFileName('é'), '%C3%A9.json');
    assert.equal(analysisFileName('con'), '%63on.json');
    assert.equal(analysisFileName('nul.x'), '%6Eul.x.json');
  });

  it('leads back to the name, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const file = analysisFileName(name);
        assert.equal(nameOfAnalysisFile(file), name);
        assert.match(file, /^[a-z0-9_%-][A-Za-z0-9._%-]*\.json$/);
      }),
    );
  });

  it('differs for two names even where capitals do not count', () => {
    const name = fc.stringMatching(/^[aA./%2fF-]{1,6}$/);
    fc.assert(
      fc.property(name, name, (one, other) => {
        assert.equal(analysisFileName(one).toLowerCase() === analysisFileName(other).toLowerCase(), one === other);
      }),
      { numRuns: 500 },
    );
  });
});

describe('nameOfAnalysisFile', () => {
  it('knows files that are none of ours', () => {
    for (const file of ['api.txt', 'Api.json', 'a%2fb.json', '%.json', '.json.tmp', 'con.json'])
      assert.equal(nameOfAnalysisFile(file), undefined, file);
  });
});

describe('inventoryFileName', () => {
  it('names the platform, with its variant', () => {
    assert.equal(inventoryFileName('team/api', 'linux/amd64'), 'team%2Fapi.linux-amd64.inventory.gz');
    assert.equal(inventoryFileName('api', 'linux/arm/v7'), 'api.linux-arm-v7.inventory.gz');
  });

  it('differs wherever image or platform differ, and belongs to its own record alone', () => {
    const name = fc.stringMatching(/^[a.-]{1,4}$/);
    const platform = fc.stringMatching(/^[a.-]{1,2}(\/[a.-]{1,2}){1,2}$/);
    fc.assert(
      fc.property(name, platform, name, platform, (one, onePlatform, other, otherPlatform) => {
        const file = inventoryFileName(one, onePlatform);
        assert.equal(file === inventoryFileName(other, otherPlatform), one === other && onePlatform === otherPlatform);
        assert.equal(isInventoryOf(stemOf(analysisFileName(other)), file), one === other);
      }),
      { numRuns: 2000 },
    );
  });
});
