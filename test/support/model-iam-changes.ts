import type { IamChanges } from '../../app/devices/iam-changes.ts';
import type { Answer } from '../../app/ports.ts';
import { fail } from '../../app/result.ts';
import { denied } from './model-aws.ts';

const refuse = async (): Promise<Answer<never>> => ({
  outcome: fail(denied('not authorized to change anything in IAM')),
  serverTime: null,
  took: 0,
});

/** A user who may change nothing in IAM. What a user may do is tested against the local AWS. */
export const modelIamChanges: IamChanges = {
  createVirtualMfaDevice: refuse,
  enableMfaDevice: refuse,
  resyncMfaDevice: refuse,
  deactivateMfaDevice: refuse,
  deleteVirtualMfaDevice: refuse,
  listVirtualMfaDevices: refuse,
  listAccessKeys: refuse,
  createAccessKey: refuse,
  updateAccessKey: refuse,
  deleteAccessKey: refuse,
  getAccessKeyLastUsed: refuse,
  createUser: refuse,
  deleteUser: refuse,
  listUsersUnder: refuse,
  listMfaDevicesOf: refuse,
  putUserPolicy: refuse,
  deleteUserPolicy: refuse,
  listUserPolicies: refuse,
  createRole: refuse,
  deleteRole: refuse,
  listRolesUnder: refuse,
  putRolePolicy: refuse,
  deleteRolePolicy: refuse,
  listRolePolicies: refuse,
};
