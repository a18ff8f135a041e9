import { certificateNames } from './certificate-names.js';

describe('the names in a certificate', () => {
  it('are those of systems, in a form that can be compared', () => {
    expect(certificateNames('DNS:ADT.Lakeside.example, URI:urn:hospital:Lakeside')).toEqual([
      'dns:adt.lakeside.example',
      'uri:urn:hospital:Lakeside',
    ]);
    expect(certificateNames('email:nurse@lakeside.example, IP Address:10.0.0.1')).toEqual([]);
    expect(certificateNames(undefined)).toEqual([]);
  });

  it('are not what somebody has hidden inside another name', () => {
    expect(certificateNames('DNS:"a.example, DNS:adt.lakeside.example"')).toEqual([]);
    expect(certificateNames('URI:"x\\", DNS:adt.lakeside.example", DNS:b.example')).toEqual([
      'dns:b.example',
    ]);
    expect(certificateNames('email:"x, DNS:adt.lakeside.example"')).toEqual([]);
  });
});
