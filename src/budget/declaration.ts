/** What a budget file may say, declared once: the parser, the JSON Schema and the reference in docs/budget.md come from here. */
import * as z from 'zod';
import { percent, size, sizeOrPercent } from './amounts.ts';
import { commentWhenChoices, onMissingChoices, permissions } from './budget.ts';
import { describe } from './declare-value.ts';
import { groupLimits, limits, sizeLimit } from './limit-declaration.ts';
import { usualNoiseText } from './noise.ts';
import { source } from './source-declaration.ts';
import { dataBranchName, store } from './store-choice.ts';
import { day, flag, glob, imagePattern, label, name, platform, text } from './values.ts';

/** The version of the budget file. */
export const budgetVersion = 1;

const image = z
  .strictObject({
    source: source.optional(),
    base: describe(
      text('a reference, written as on the command line, such as debian:12-slim or docker://debian:12-slim', [
        'debian:12-slim',
        'docker://debian:12-slim',
      ]),
      'The base image, a reference as in `source`: `own` is what the image stores above it. Its layers must be the lowest of the image; where they are not, `own` and `base` are unknown. Without it, what the build or the image tells of its base is taken, and else the history lets guess.',
    ).optional(),
    platforms: z
      .array(platform)
      .meta({
        description: 'The platforms to weigh, in this order. Without it, all that the image has.',
        examples: [['linux/amd64', 'linux/arm64']],
      })
      .optional(),
    limits: limits.optional(),
    paths: z
      .record(glob, sizeLimit)
      .meta({
        description: `Limits on what a glob holds in the final filesystem, by glob. A glob that matches nothing weighs 0.`,
        examples: [{ '/app/node_modules/**': { max: '80 MB' }, '**/.git/**': 0 }],
      })
      .optional(),
    'platform-limits': z
      .record(platform, limits)
      .meta({
        description: 'Limits by platform. Each bound that is given here takes the place of the same bound in `limits`.',
        examples: [{ 'linux/arm64': { total: { max: '260 MB' } } }],
      })
      .optional(),
  })
  .meta({ id: 'image', description: 'An image and its limits.' });

const noise = z
  .strictObject({
    bytes: describe(size, 'Growth of at most this many bytes does not count.').optional(),
    percent: describe(percent, 'Growth of at most this percentage of the baseline does not count.').optional(),
  })
  .meta({
    id: 'noise',
    description: `Growth that is too small to count against \`max-increase\`, and changes, up or down, that are too small for \`comment.when: changed\` and for the short table. Where both are given, a change counts only if it is above both. Without it, every growth counts against \`max-increase\`; a change is worth a comment above ${usualNoiseText}.`,
  });

const defaults = z.strictObject({ limits: limits.optional(), noise: noise.optional() }).meta({
  id: 'defaults',
  description: 'What holds for every image. A bound that an image gives itself takes the place of the same bound here.',
});

const group = z
  .strictObject({
    images: z
      .array(imagePattern.meta({ description: 'The name of an image, or a glob.' }))
      .meta({ description: 'The images of the group: names or globs.', examples: [['*']] }),
    limits: groupLimits,
  })
  .meta({ id: 'group', description: 'A limit on a sum over several images. Of an image with several platforms the largest counts.' });

const exceptionMetrics = ['total', 'compressed', 'live', 'wasted', 'layer', 'layers', 'own', 'base', 'update', 'churn'] as const;
const exception = z
  .strictObject({
    image: describe(text('the name of an image', ['api']), 'The image that may be larger for a while.'),
    platform: describe(platform, 'Only on this platform. Without it, on all.').optional(),
    metric: z.enum(exceptionMetrics).meta({ description: 'The metric whose limit is raised.' }),
    max: describe(
      sizeOrPercent,
      'What `max` is raised to: a size, for `wasted` also a percentage of `total`, for `layers` a number.',
    ).optional(),
    'max-increase': describe(
      sizeOrPercent,
      'What `max-increase` is raised to: a size or a percentage of the baseline, for `layers` a number.',
    ).optional(),
    until: describe(day, 'The last day on which the exception counts, in UTC.'),
    reason: describe(text('a text that says why', ['CUDA 13']), 'Why, in a few words.'),
    ref: describe(text('a text that says where to read more', ['#412']), 'Where to read more: an issue, a link.').optional(),
  })
  .meta({ id: 'exception', description: 'Raises a limit until a day. It never lowers one.' });

const baseline = z
  .strictObject({
    store: describe(
      store,
      `Where records of earlier commits are kept. \`artifact\`: in the artifacts of the repository's workflow runs. \`branch\`: on the branch \`${dataBranchName}\`, or on the one that \`branch:NAME\` names. \`file:DIR\`: in a directory; a relative one is taken as in \`source\`. The action keeps records in artifacts where nothing is said; the command line reads \`file\` alone, and \`--baseline\` says another for one run.`,
    ).optional(),
    'on-missing': z
      .enum(onMissingChoices)
      .meta({
        description:
          'What the action does where there is no record: `skip` judges without growth, `build` builds or loads the images of the baseline commit, `fail` fails, except in a run that keeps a record.',
        default: 'skip',
      })
      .optional(),
    strict: describe(
      flag,
      'Whether growth over the record of an earlier commit than the right one fails. Otherwise it is a warning. Without it, `false`.',
    ).optional(),
  })
  .meta({ id: 'baseline', description: 'What the images are compared with.' });

/** How many labels an override may have. */
export const mostLabels = 20;

const override = z
  .strictObject({
    labels: z.array(label).meta({
      description: `The labels, 1 to ${mostLabels}. Any of them on a pull request lets it pass.`,
      minItems: 1,
      maxItems: mostLabels,
      uniqueItems: true,
      examples: [['allow-image-growth']],
    }),
    'require-permission': z
      .enum(permissions)
      .meta({ description: 'The least permission on the repository that whoever set the label must have.', default: 'write' })
      .optional(),
  })
  .meta({ id: 'override', description: 'Who may let a pull request pass that is over its budget. Without it, nobody may.' });

const comment = z
  .strictObject({
    when: z
      .enum(commentWhenChoices)
      .meta({
        description:
          'When a pull request is commented on: `changed` if a figure changed by more than the noise, or there is no baseline, or the outcome is no pass, or the pull request loosens its own budget, `always`, `warn` for a warning, a failure or a loosened budget, `fail` for a failure, `never`. A comment that is there is kept up to date. What a pull request changes here counts once it is merged.',
        default: 'changed',
      })
      .optional(),
  })
  .meta({ id: 'comment', description: "The action's comment on a pull request." });

/** The whole file. */
export const budgetSchema = z
  .strictObject({
    version: z.literal(budgetVersion).meta({ description: 'The version of this format.' }),
    images: z.record(name, image).meta({ description: 'The images, by name, in the order in which they are reported.' }),
    defaults: defaults.optional(),
    groups: z.record(name, group).meta({ description: 'Limits on sums over several images, by name.' }).optional(),
    exceptions: z.array(exception).meta({ description: 'Limits that are raised until a day.' }).optional(),
    baseline: baseline.optional(),
    override: override.optional(),
    comment: comment.optional(),
    units: z
      .enum(['si', 'iec'])
      .meta({
        description: 'How sizes are shown: `si` in powers of 1000 (MB), `iec` in powers of 1024 (MiB). Limits may be written in either.',
        default: 'si',
      })
      .optional(),
  })
  .meta({ title: 'Plimsoll budget', description: 'What container images may weigh. `plimsoll check` holds the images against it.' });

/** The file as it is written, once it is known to be right. */
export type BudgetFile = z.infer<typeof budgetSchema>;
export type ExceptionFile = z.infer<typeof exception>;
