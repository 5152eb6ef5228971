import { expect, it } from 'vitest';
import { inventKey, inventUploadId, inventUploadIdLike } from './invented-upload.ts';

it('never invents the same twice', () => {
  const many = Array.from({ length: 1000 }, () => [inventKey(), inventUploadId()]).flat();
  expect(new Set(many).size).toBe(2000);
});

it.each([
  ['2~jUPmhPyIdHa_WqfmJXEYHb4nGhJTJYx', /^2?\d?~[a-z][A-Z]{2}[a-z]{2}[A-Z][a-z][A-Z][a-z][A-Z][a-z]_/],
  ['6a5c4f0e-33c1-4e9e-9f5b-1d2c3b4a5968', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['0123456789abcdef0123456789abcdef', /^[0-9a-f]{32}$/],
])('makes one like %s', (own, form) => {
  const invented = inventUploadIdLike(own);
  expect(invented).toMatch(form);
  expect(invented).toHaveLength(own.length);
  expect(invented).not.toBe(own);
});

it('makes none like an ID that is too short to be unique by chance', () => {
  expect(inventUploadIdLike('17')).toBeNull();
  expect(inventUploadIdLike('upload-000001')).toBeNull();
});
