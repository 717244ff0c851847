/**
 * AWS's partitions: sets of regions that share accounts, ARNs, credentials and host names. One table for STS, IAM,
 * console and ARNs (BO1); tests hold it against the data inside the AWS SDK. Names are AWS's own.
 */

/** STS and IAM as reached in one of four ways; a host that AWS does not run is null. */
export type Hosts = {
  readonly plain: string;
  readonly fips: string | null;
  readonly dualStack: string | null;
  readonly fipsDualStack: string | null;
};

/** Where a browser signs in (aws-rules.md, Console sign-in). */
export type ConsoleHosts = { readonly signIn: string; readonly console: string };

type PartitionRow = {
  /** The end of host names. */
  readonly dnsSuffix: string;
  /** The same of endpoints that speak IPv6 too. */
  readonly dualStackSuffix: string;
  /** What a region's name looks like, listed or not. */
  readonly pattern: RegExp;
  /** The region that stands for the partition where none is named; the SDK's implicit global region. */
  readonly globalRegion: string;
  /** IAM is one service per partition: its hosts, and the region its calls are signed for. */
  readonly iam: Hosts & { readonly signingRegion: string };
  /** The first label of STS's FIPS host, and the regions that have one; null: AWS runs none. */
  readonly stsFips: { readonly label: 'sts' | 'sts-fips'; readonly regions: RegExp } | null;
  /** Null where there is no public console. */
  readonly console: ConsoleHosts | null;
  readonly regions: Readonly<Record<string, string>>;
};

/** Every region of the partition. */
const ALL = /^/;

export const partitions = {
  aws: {
    dnsSuffix: 'amazonaws.com',
    dualStackSuffix: 'api.aws',
    pattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    globalRegion: 'us-east-1',
    iam: {
      plain: 'iam.amazonaws.com',
      fips: 'iam-fips.amazonaws.com',
      dualStack: 'iam.global.api.aws',
      fipsDualStack: 'iam-fips.global.api.aws',
      signingRegion: 'us-east-1',
    },
    // IAM user guide, "Dual-stack endpoint support": FIPS only in the United States and Canada.
    stsFips: { label: 'sts-fips', regions: /^(us|ca)-/ },
    console: { signIn: 'signin.aws.amazon.com', console: 'console.aws.amazon.com' },
    regions: {
      'af-south-1': 'Africa (Cape Town)',
      'ap-east-1': 'Asia Pacific (Hong Kong)',
      'ap-east-2': 'Asia Pacific (Taipei)',
      'ap-northeast-1': 'Asia Pacific (Tokyo)',
      'ap-northeast-2': 'Asia Pacific (Seoul)',
      'ap-northeast-3': 'Asia Pacific (Osaka)',
      'ap-south-1': 'Asia Pacific (Mumbai)',
      'ap-south-2': 'Asia Pacific (Hyderabad)',
      'ap-southeast-1': 'Asia Pacific (Singapore)',
      'ap-southeast-2': 'Asia Pacific (Sydney)',
      'ap-southeast-3': 'Asia Pacific (Jakarta)',
      'ap-southeast-4': 'Asia Pacific (Melbourne)',
      'ap-southeast-5': 'Asia Pacific (Malaysia)',
      'ap-southeast-6': 'Asia Pacific (New Zealand)',
      'ap-southeast-7': 'Asia Pacific (Thailand)',
      'ca-central-1': 'Canada (Central)',
      'ca-west-1': 'Canada West (Calgary)',
      'eu-central-1': 'Europe (Frankfurt)',
      'eu-central-2': 'Europe (Zurich)',
      'eu-north-1': 'Europe (Stockholm)',
      'eu-south-1': 'Europe (Milan)',
      'eu-south-2': 'Europe (Spain)',
      'eu-west-1': 'Europe (Ireland)',
      'eu-west-2': 'Europe (London)',
      'eu-west-3': 'Europe (Paris)',
      'il-central-1': 'Israel (Tel Aviv)',
      'me-central-1': 'Middle East (UAE)',
      'me-south-1': 'Middle East (Bahrain)',
      'me-west-1': 'Middle East (Saudi Arabia)',
      'mx-central-1': 'Mexico (Central)',
      'sa-east-1': 'South America (Sao Paulo)',
      'sa-west-1': 'South America (Chile)',
      'us-east-1': 'US East (N. Virginia)',
      'us-east-2': 'US East (Ohio)',
      'us-west-1': 'US West (N. California)',
      'us-west-2': 'US West (Oregon)',
    },
  },
  'aws-cn': {
    dnsSuffix: 'amazonaws.com.cn',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
    pattern: /^cn-\w+-\d+$/,
    globalRegion: 'cn-northwest-1',
    iam: {
      plain: 'iam.cn-north-1.amazonaws.com.cn',
      fips: null,
      dualStack: 'iam.global.api.amazonwebservices.com.cn',
      fipsDualStack: null,
      signingRegion: 'cn-north-1',
    },
    stsFips: null,
    console: { signIn: 'signin.amazonaws.cn', console: 'console.amazonaws.cn' },
    regions: {
      'cn-north-1': 'China (Beijing)',
      'cn-northwest-1': 'China (Ningxia)',
    },
  },
  'aws-us-gov': {
    dnsSuffix: 'amazonaws.com',
    dualStackSuffix: 'api.aws',
    pattern: /^us-gov-\w+-\d+$/,
    globalRegion: 'us-gov-west-1',
    iam: {
      plain: 'iam.us-gov.amazonaws.com',
      // The plain hosts are FIPS ones here, STS's too.
      fips: 'iam.us-gov.amazonaws.com',
      dualStack: 'iam.us-gov.api.aws',
      fipsDualStack: 'iam.us-gov.api.aws',
      signingRegion: 'us-gov-west-1',
    },
    stsFips: { label: 'sts', regions: ALL },
    console: { signIn: 'signin.amazonaws-us-gov.com', console: 'console.amazonaws-us-gov.com' },
    regions: {
      'us-gov-east-1': 'AWS GovCloud (US-East)',
      'us-gov-west-1': 'AWS GovCloud (US-West)',
    },
  },
  'aws-eusc': {
    dnsSuffix: 'amazonaws.eu',
    dualStackSuffix: 'api.amazonwebservices.eu',
    pattern: /^eusc-(de)-\w+-\d+$/,
    globalRegion: 'eusc-de-east-1',
    iam: {
      plain: 'iam.eusc-de-east-1.amazonaws.eu',
      fips: null,
      dualStack: 'iam.global.api.amazonwebservices.eu',
      fipsDualStack: null,
      signingRegion: 'eusc-de-east-1',
    },
    stsFips: null,
    console: { signIn: 'signin.amazonaws-eusc.eu', console: 'console.amazonaws-eusc.eu' },
    regions: { 'eusc-de-east-1': 'AWS European Sovereign Cloud (Germany)' },
  },
  'aws-iso': {
    dnsSuffix: 'c2s.ic.gov',
    dualStackSuffix: 'api.aws.ic.gov',
    pattern: /^us-iso-\w+-\d+$/,
    globalRegion: 'us-iso-east-1',
    iam: {
      plain: 'iam.us-iso-east-1.c2s.ic.gov',
      fips: 'iam-fips.us-iso-east-1.c2s.ic.gov',
      dualStack: 'iam.api.aws.ic.gov',
      fipsDualStack: 'iam-fips.api.aws.ic.gov',
      signingRegion: 'us-iso-east-1',
    },
    stsFips: { label: 'sts-fips', regions: ALL },
    console: null,
    regions: { 'us-iso-east-1': 'US ISO East', 'us-iso-west-1': 'US ISO WEST' },
  },
  'aws-iso-b': {
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackSuffix: 'api.aws.scloud',
    pattern: /^us-isob-\w+-\d+$/,
    globalRegion: 'us-isob-east-1',
    iam: {
      plain: 'iam.us-isob-east-1.sc2s.sgov.gov',
      fips: 'iam-fips.us-isob-east-1.sc2s.sgov.gov',
      dualStack: 'iam.api.aws.scloud',
      fipsDualStack: 'iam-fips.api.aws.scloud',
      signingRegion: 'us-isob-east-1',
    },
    stsFips: { label: 'sts-fips', regions: ALL },
    console: null,
    regions: { 'us-isob-east-1': 'US ISOB East (Ohio)', 'us-isob-west-1': 'US ISOB West' },
  },
  'aws-iso-e': {
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackSuffix: 'api.cloud-aws.adc-e.uk',
    pattern: /^eu-isoe-\w+-\d+$/,
    globalRegion: 'eu-isoe-west-1',
    iam: {
      plain: 'iam.eu-isoe-west-1.cloud.adc-e.uk',
      fips: 'iam-fips.cloud.adc-e.uk',
      dualStack: 'iam.api.cloud-aws.adc-e.uk',
      fipsDualStack: 'iam-fips.api.cloud-aws.adc-e.uk',
      signingRegion: 'eu-isoe-west-1',
    },
    stsFips: { label: 'sts-fips', regions: ALL },
    console: null,
    regions: { 'eu-isoe-west-1': 'EU ISOE West' },
  },
  'aws-iso-f': {
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackSuffix: 'api.aws.hci.ic.gov',
    pattern: /^us-isof-\w+-\d+$/,
    globalRegion: 'us-isof-south-1',
    iam: {
      plain: 'iam.us-isof-south-1.csp.hci.ic.gov',
      fips: 'iam-fips.csp.hci.ic.gov',
      dualStack: 'iam.api.aws.hci.ic.gov',
      fipsDualStack: 'iam-fips.api.aws.hci.ic.gov',
      signingRegion: 'us-isof-south-1',
    },
    stsFips: { label: 'sts-fips', regions: ALL },
    console: null,
    regions: { 'us-isof-east-1': 'US ISOF EAST', 'us-isof-south-1': 'US ISOF SOUTH' },
  },
} as const satisfies Readonly<Record<string, PartitionRow>>;

export type PartitionId = keyof typeof partitions;

/** One row of the table, with its id. */
export type Partition = PartitionRow & { readonly id: PartitionId };

const isPartitionId = (text: string): text is PartitionId => Object.hasOwn(partitions, text);

/** The row of a partition by its id, as ARNs spell it; null for one that is not in the table. */
export const partitionById = (id: string): Partition | null =>
  isPartitionId(id) ? { id, ...partitions[id] } : null;

/** All ids, AWS's own public one first. */
export const partitionIds: readonly PartitionId[] = Object.keys(partitions).filter(isPartitionId);
