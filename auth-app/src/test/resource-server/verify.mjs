// Says of each token what a resource server makes of it: a line each, "accepted" or the code of jose's refusal.
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { keySet, issuer, audience, at, tokens } = JSON.parse(process.argv[2]);

// Kept for as long as the service says that it may be, not for jose's ten minutes.
const keys = createRemoteJWKSet(new URL(keySet), { cacheMaxAge: 300_000 });

for (const token of tokens) {
  try {
    await jwtVerify(token, keys, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['RS256'],
      currentDate: new Date(at),
    });
    console.log('accepted');
  } catch (refusal) {
    console.log(refusal.code ?? String(refusal));
  }
}
