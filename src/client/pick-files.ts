interface Rules {
  maxFiles: number
  maxBytes: number
  maxTotalBytes: number
  types: string[]
}

/** Lets files be dragged, pasted and taken out again, and says before sending which ones cannot be taken. */
export function pickFiles(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type=file]')
  const drop = form.querySelector<HTMLElement>('[data-drop]')
  if (!input || !drop) return
  const rules = readRules(input)
  let chosen: File[] = []

  const add = (files: Iterable<File>) => {
    const faults: string[] = []
    for (const file of files) {
      if (chosen.some((each) => isSame(each, file))) continue
      const fault = faultOf(file, [...storedSizes(form), ...chosen.map(({ size }) => size)], rules)
      if (fault) faults.push((input.dataset[fault] ?? '').replace('*', file.name))
      else chosen.push(file)
    }
    const place = drop.querySelector('[data-file-fault]')
    if (place) place.textContent = faults.join(' ')
    show()
  }
  const show = () => {
    const transfer = new DataTransfer()
    for (const file of chosen) transfer.items.add(file)
    input.files = transfer.files
    listFiles(drop, input, chosen, (file) => {
      chosen = chosen.filter((each) => each !== file)
      show()
    })
  }

  if (input.files?.length) add([...input.files])
  for (const hint of drop.querySelectorAll<HTMLElement>('[data-script]')) hint.hidden = false
  input.addEventListener('change', () => add([...(input.files ?? [])]))
  drop.addEventListener('dragover', (event) => {
    event.preventDefault()
    drop.classList.add('over')
  })
  drop.addEventListener('dragleave', () => drop.classList.remove('over'))
  drop.addEventListener('drop', (event) => {
    event.preventDefault()
    drop.classList.remove('over')
    add(event.dataTransfer?.files ?? [])
  })
  form.addEventListener('paste', (event) => {
    const { files, types } = event.clipboardData ?? {}
    // Copied from a document, text brings a picture of itself along.
    if (!files?.length || types?.includes('text/plain')) return
    event.preventDefault()
    add(files)
  })
}

function readRules(input: HTMLInputElement): Rules {
  const { maxFiles, maxBytes, maxTotalBytes } = input.dataset
  return {
    maxFiles: Number(maxFiles),
    maxBytes: Number(maxBytes),
    maxTotalBytes: Number(maxTotalBytes),
    types: input.accept.split(',').map((type) => type.trim()),
  }
}

function faultOf(file: File, sizes: number[], rules: Rules): string | undefined {
  const name = file.name.toLowerCase()
  const known = rules.types.some((type) =>
    type.startsWith('.') ? name.endsWith(type) : file.type === type,
  )
  const total = sizes.reduce((sum, size) => sum + size, file.size)
  if (sizes.length >= rules.maxFiles) return 'tooMany'
  if (file.size > rules.maxBytes) return 'tooLarge'
  if (total > rules.maxTotalBytes) return 'tooLargeTogether'
  return known ? undefined : 'wrongType'
}

function isSame(one: File, other: File): boolean {
  return ['name', 'size', 'lastModified'].every(
    (key) => one[key as keyof File] === other[key as keyof File],
  )
}

function storedSizes(form: HTMLFormElement): number[] {
  const stored = [...form.querySelectorAll<HTMLElement>('[name=stored]')]
  return stored.map(({ dataset }) => Number(dataset['bytes']))
}

function listFiles(
  drop: HTMLElement,
  input: HTMLInputElement,
  files: File[],
  remove: (file: File) => void,
): void {
  const list = drop.querySelector<HTMLElement>('[data-chosen]')
  if (!list) return
  list.hidden = files.length === 0
  list.replaceChildren(
    ...files.map((file) => {
      const item = document.createElement('li')
      item.className = 'file'
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button quiet'
      button.textContent = (input.dataset['discard'] ?? '').replace('*', file.name)
      button.addEventListener('click', () => remove(file))
      item.appendChild(button)
      return item
    }),
  )
}
