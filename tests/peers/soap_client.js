'use strict';
// Calls List, Get, Put and QueryData through npm's soap; prints one line per operation.
const fs = require('fs');
const https = require('https');
const zlib = require('zlib');
const soap = require('soap');

const [wsdl, clientPem, serverPem, port] = process.argv.slice(2);
const pem = fs.readFileSync(clientPem);
const ca = fs.readFileSync(serverPem);
const agent = new https.Agent({ key: pem, cert: pem, ca });

async function main() {
  const client = await soap.createClientAsync(wsdl, {
    wsdl_options: { httpsAgent: agent, proxy: false },
    forceSoap12Headers: port === 'Service_EME_Port',
  });
  client.setSecurity(new soap.ClientSSLSecurity(pem, pem, ca, { proxy: false }));
  const request = (message) => new Promise((resolve, reject) =>
    client.ServiceEME[port].request(message, (error, result, raw) => error ? reject(Object.assign(error, { raw })) : resolve({ result, raw })));
  const option = (name, value) => ({ name, value });

  const listed = await request({ Header: { Verb: 'get', Noun: 'MessageList' }, Request: { Option: [option('Code', '0')] } });
  console.log('List', listed.result.Reply.Result, listed.raw.includes('SCHED-1'));

  const got = await request({ Header: { Verb: 'get', Noun: 'Any' }, Request: { Option: [option('Code', '7')] } });
  console.log('Get', got.result.Reply.Result, got.result.Header.Noun, Object.keys(got.result.Payload)[0]);

  const document = '<Schedule_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-2:scheduledocument:5:2"><mRID>S-1</mRID></Schedule_MarketDocument>';
  const put = await request({
    Header: { Verb: 'create', Noun: 'Compressed' },
    Payload: { Compressed: zlib.gzipSync(document).toString('base64'), Format: 'XML' },
  });
  console.log('Put', put.result.Reply.Result, put.result.Header.Noun);

  const asked = await request({ Header: { Verb: 'get', Noun: 'QueryData' }, Request: { Option: [option('DataType', 'parameterLimits')] } });
  console.log('Query', asked.result.Reply.Result, asked.raw.includes('MaxNumMessagesInListResponse'));

  try {
    await request({ Header: { Verb: 'get', Noun: 'Any' }, Request: { Option: [option('Code', '99')] } });
    console.log('Fault missing');
  } catch (error) {
    console.log('Fault', String(error.raw || error.body || error.message).includes('GET-006'));
  }
}

main().catch((error) => {
  console.error(error.stack || error);
  process.exit(1);
});
