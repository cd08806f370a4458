// A block of cells as programs put it on the clipboard: its text, and its HTML with all that they write around it.

type Block = readonly (readonly string[])[];

export interface Copied {
  text: string;
  html: string;
}

const lines = (block: Block) => block.map((row) => `${row.join('\t')}\r\n`).join('');

/** Excel: classes and styles of its own, wrapped lines, and where the copied part begins and ends. */
export function excel(block: Block): Copied {
  const cell = (text: string, first: boolean) =>
    `  <td ${first ? "class=xl66 width=240 style='border-left:none;width:180pt'" : "class=xl65 align=right\n  width=64 style='width:48pt'"}>${text.replace(/，/, '，\n  ')}</td>\n`;
  const rows = block.map(
    (row) =>
      ` <tr height=19 style='height:14.25pt'>\n${row.map((text, at) => cell(text, at === 0)).join('')} </tr>\n`,
  );
  return {
    text: lines(block),
    html: `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<style>
<!--table
	{mso-displayed-decimal-separator:"\\.";
	mso-displayed-thousand-separator:"\\,";}
tr
	{mso-height-source:auto;}
td
	{padding-top:1px;
	mso-ignore:padding;
	mso-number-format:General;}
.xl65
	{mso-number-format:"\\@";}
-->
</style>
</head>

<body link="#0563C1" vlink="#954F72">

<table border=0 cellpadding=0 cellspacing=0 width=688 style='border-collapse:
 collapse;width:516pt'>
<!--StartFragment-->
 <col width=240 style='mso-width-source:userset;mso-width-alt:7680;width:180pt'>
 <col width=64 span=7 style='width:48pt'>
${rows.join('')}<!--EndFragment-->
</table>

</body>

</html>
`,
  };
}

/** WPS: a page of its own with fonts in the cells. */
export function wps(block: Block): Copied {
  const cell = (text: string) =>
    `<td class="et2" x:num style="mso-protection:locked;"><font class="font0">${text}</font></td>\r\n`;
  const rows = block.map(
    (row) => `<tr height="18" style="height:13.50pt;">\r\n${row.map(cell).join('')}</tr>\r\n`,
  );
  return {
    text: lines(block),
    html: `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>\r\n<meta name="ProgId" content="Excel.Sheet"/>\r\n<style>\r\n.font0{font-family:"宋体";mso-generic-font-family:auto;}\r\n.et2{white-space:normal;}\r\n</style>\r\n</head>\r\n<body>\r\n<!--StartFragment-->\r\n<table width="576" border="0" cellpadding="0" cellspacing="0" style="border-collapse:collapse;">\r\n<tbody>${rows.join('')}</tbody></table>\r\n<!--EndFragment-->\r\n</body>\r\n</html>`,
  };
}

/** A browser: styles at every element, paragraphs and spans in the cells, and text that breaks where they end. */
export function page(block: Block): Copied {
  const style =
    'margin: 0px; padding: 0px; color: rgb(51, 51, 51); font-family: &quot;Microsoft YaHei&quot;; text-align: center;';
  const cell = (text: string) =>
    `<td valign="top" style="${style} border: 1px solid;"><p style="${style}"><span lang="EN-US" style="${style}">${text}</span><span style="${style}"></span></p></td>`;
  const rows = block.map((row) => `<tr style="${style}">${row.map(cell).join('')}</tr>`);
  return {
    text: block.map((row) => row.map((text) => `${text}\n\n`).join('\t')).join('\n'),
    html: `<meta charset='utf-8'><!--StartFragment--><table style="${style}"><tbody style="${style}">${rows.join('')}</tbody></table><!--EndFragment-->`,
  };
}

/** A reader of PDF files: lines with blanks in them, and no table. */
export function pdf(block: Block): Copied {
  return { text: block.map((row) => row.filter((text) => text !== '').join(' ')).join('\r\n'), html: '' };
}
