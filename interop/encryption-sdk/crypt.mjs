// Encrypts or decrypts a file with the AWS Encryption SDK for JavaScript, by the KMS that the environment names
// (AWS_ENDPOINT_URL, AWS_REGION and credentials, as `./strongroom env` prints them).
//
//   node crypt.mjs encrypt|decrypt INPUT OUTPUT KEY_ARN...
//
// The first key makes the data key, the others encrypt it too. On decryption any of them will do. Exit code 1 and the
// reason on stderr when none does.
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node'

// As EncryptionSdk.CONTEXT on the Java side.
const context = { app: 'demo', größe: '✓' }

const { encryptStream, decryptStream } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)

function decrypting(keyring) {
  const stream = decryptStream(keyring)
  return stream.on('MessageHeader', ({ encryptionContext }) => {
    const missing = Object.keys(context).find((name) => encryptionContext[name] !== context[name])
    if (missing) stream.destroy(new Error(`the message's encryption context lacks ${missing}=${context[missing]}`))
  })
}

async function main([action, input, output, generatorKeyId, ...keyIds]) {
  if (!['encrypt', 'decrypt'].includes(action) || !generatorKeyId) {
    throw new Error('usage: node crypt.mjs encrypt|decrypt INPUT OUTPUT KEY_ARN...')
  }
  const keyring = new KmsKeyringNode({ generatorKeyId, keyIds })
  const transform = action === 'encrypt' ? encryptStream(keyring, { encryptionContext: context }) : decrypting(keyring)
  await pipeline(createReadStream(input), transform, createWriteStream(output))
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.stack)
  process.exitCode = 1
})
