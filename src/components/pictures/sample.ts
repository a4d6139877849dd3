/** What all drawings show alike, in every language. Words come from `locales/<locale>/pictures.json`. */
export const sample = {
  number: '7K3F-Q2MD',
  supporter: 'Elena',
  address: 'm•••@example.com',
  code: '402 917',
  transactionId: 'TX-40291-88',
  fileName: 'IMG_0412.png',
  fileBytes: 290_816,
  alertAt: new Date('2026-11-19T09:41:00Z'),
} as const
