/** What a limit may say, metric by metric: a part of the declaration of the budget file. */
import * as z from 'zod';
import { count, countOrPercent, ratio, size, sizeOrPercent } from './amounts.ts';
import { describe } from './declare-value.ts';

const noWarning = 'above it, the outcome is a warning, which never fails';
const shortFor = (bound: string, value: string) => `A value alone is short for \`${bound}\`: \`${value}\` is \`{ ${bound}: ${value} }\`.`;
const growth = 'The largest growth over the baseline that is allowed';

const sizeBounds = z.strictObject({
  max: describe(size, 'The largest size that passes. Equal passes.').optional(),
  warn: describe(size, `The largest size without a warning; ${noWarning}.`).optional(),
  'max-increase': describe(sizeOrPercent, `${growth}: a size, or a percentage of the baseline.`).optional(),
});
/** A limit on bytes. */
export const sizeLimit = z.union([sizeBounds, size]).meta({ id: 'size-limit', description: shortFor('max', '40 MB') });

const pulledLimit = z
  .union([
    z.strictObject({
      max: describe(size, 'The largest size that passes. Equal passes.').optional(),
      warn: describe(size, `The largest size without a warning; ${noWarning}.`).optional(),
    }),
    size,
  ])
  .meta({ id: 'pulled-limit', description: shortFor('max', '40 MB') });

const wastedLimit = z
  .union([
    z.strictObject({
      max: describe(sizeOrPercent, 'The largest waste that passes: a size, or a percentage of `total`. Equal passes.').optional(),
      warn: describe(sizeOrPercent, `The largest waste without a warning: a size, or a percentage of \`total\`; ${noWarning}.`).optional(),
      'max-increase': describe(sizeOrPercent, `${growth}: a size, or a percentage of the baseline's waste.`).optional(),
    }),
    sizeOrPercent,
  ])
  .meta({ id: 'wasted-limit', description: shortFor('max', '4%') });

const countLimit = z
  .union([
    z.strictObject({
      max: describe(count, 'The largest number that passes. Equal passes.').optional(),
      warn: describe(count, `The largest number without a warning; ${noWarning}.`).optional(),
      'max-increase': describe(countOrPercent, `${growth}: a number, or a percentage of the baseline.`).optional(),
    }),
    count,
  ])
  .meta({ id: 'count-limit', description: shortFor('max', '20') });

const efficiencyLimit = z
  .union([
    z.strictObject({
      min: describe(ratio, 'The smallest efficiency that passes. Equal passes.').optional(),
      warn: describe(ratio, 'The smallest efficiency without a warning; below it, the outcome is a warning, which never fails.').optional(),
    }),
    ratio,
  ])
  .meta({ id: 'efficiency-limit', description: shortFor('min', '95%') });

/** The limits of an image, by metric. */
export const limits = z
  .strictObject({
    total: sizeLimit.meta({ description: `Limits on the bytes of the regular files stored in all layers.` }).optional(),
    compressed: sizeLimit
      .meta({ description: `Limits on the bytes of the layer blobs as a registry stores them: what a first pull transfers.` })
      .optional(),
    live: sizeLimit.meta({ description: `Limits on the bytes of the files that are visible in the final filesystem.` }).optional(),
    wasted: wastedLimit.meta({ description: `Limits on the bytes that a perfect squash would give back: total − live.` }).optional(),
    efficiency: efficiencyLimit.meta({ description: 'Lower bounds of live / total.' }).optional(),
    layer: sizeLimit.meta({ description: `Limits on the \`total\` of the largest layer.` }).optional(),
    layers: countLimit.meta({ description: `Limits on the number of layers in the manifest.` }).optional(),
    own: sizeLimit
      .meta({
        description: 'Limits on the `total` of the layers above the base image. A base that is only guessed lets them warn, not fail.',
      })
      .optional(),
    base: sizeLimit
      .meta({ description: 'Limits on the `total` of the layers of the base image. A base that is only guessed lets them warn, not fail.' })
      .optional(),
    update: pulledLimit
      .meta({
        description:
          'Limits on the bytes of the layer blobs that the baseline does not have: what a node that runs the baseline pulls. Without a baseline they are not judged; over an older one they only warn, as growth does.',
      })
      .optional(),
    churn: pulledLimit
      .meta({
        description:
          "Limits on the part of `update` in layers whose files are a baseline layer's, and only their times, order or compression differ: bytes that are pulled again for nothing.",
      })
      .optional(),
  })
  .meta({ id: 'limits', description: 'Limits by metric.' });

/** The limits of a group: those of which a sum says something. */
export const groupLimits = z
  .strictObject({
    total: sizeLimit.meta({ description: `Limits on the sum of the images' \`total\`.` }).optional(),
    compressed: sizeLimit.meta({ description: `Limits on the sum of the images' \`compressed\`.` }).optional(),
    live: sizeLimit.meta({ description: `Limits on the sum of the images' \`live\`.` }).optional(),
    wasted: wastedLimit
      .meta({ description: `Limits on the sum of the images' \`wasted\`. A percentage is of the sum of their \`total\`.` })
      .optional(),
  })
  .meta({ id: 'group-limits', description: 'Limits on sums, by metric.' });

/** Limits as they are written, once they are known to be right. */
export type LimitsFile = z.infer<typeof limits>;
export type LimitFile = NonNullable<LimitsFile[keyof LimitsFile]> | z.infer<typeof countLimit>;
