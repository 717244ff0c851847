/**
 * Credentials as other programs want them (ST6, BO8). All are written as JSON; what stslib and boto keep as dates is
 * ISO 8601 there. Names of fields are those of the seeds.
 *
 * | format             | made by                    | fields                                                                     |
 * |--------------------|----------------------------|----------------------------------------------------------------------------|
 * | vault              | stslib, its default        | start, end, duration, expiration, access_key, secret_key, session          |
 * | boto               | boto3 and stslib           | AccessKeyId, SecretAccessKey, SessionToken, StartTime, Expiration          |
 * | json               | boto.sts: to_dict and save | access_key, secret_key, session_token, expiration                          |
 * | credential-process | AWS's SDKs                 | Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration, AccountId |
 */
export const credentialFormats = ['vault', 'boto', 'json', 'credential-process'] as const;
export type CredentialFormat = (typeof credentialFormats)[number];
