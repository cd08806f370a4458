;;; gouji.el --- 勾稽：检查和帮助填写政府信息公开工作年度报告  -*- lexical-binding: t; coding: utf-8 -*-

;; 适用于 Emacs 28 及以后的版本；怎样安装见同一文件夹的 README.md。
;; For Emacs 28 or later; README.md beside this file says how to install it.

;;; Code:

(require 'eglot)

;; 如果提示找不到 gouji，把下一行引号里的名字换成程序的完整路径，如 "C:/gouji/gouji.exe"。
;; If gouji cannot be found, write the program's whole path here.
(defvar gouji-program "gouji")

(define-derived-mode gov-report-mode text-mode "政府信息公开年报"
  "政府信息公开工作年度报告，由勾稽检查。")

(define-key gov-report-mode-map (kbd "C-c C-a") #'eglot-code-actions)
(define-key gov-report-mode-map (kbd "C-c C-f") #'eglot-format)
(define-key gov-report-mode-map (kbd "C-c C-n") #'flymake-goto-next-error)
(define-key gov-report-mode-map (kbd "C-c C-p") #'flymake-goto-prev-error)
(define-key gov-report-mode-map (kbd "C-c C-l") #'flymake-show-buffer-diagnostics)

;; A file whose name says that it is a report is one, even while it is empty.
(add-to-list 'auto-mode-alist
             '("政府信息公开[^/]*年[^/]*报[^/]*\\.\\(txt\\|md\\)\\'" . gov-report-mode))
(add-to-list 'auto-mode-alist '("\\.gkbg\\'" . gov-report-mode))

(defun gouji-titled-p ()
  "Whether the title of a report stands in the first lines."
  (save-excursion
    (goto-char (point-min))
    (re-search-forward "^[^\n。，]*年政府信息公开工作年度报告[ \t\r]*$"
                       (line-beginning-position 6) t)))
(add-to-list 'magic-mode-alist '(gouji-titled-p . gov-report-mode))

(add-to-list 'eglot-server-programs
             (cons 'gov-report-mode (lambda (&rest _) (list gouji-program "lsp"))))
(put 'gov-report-mode 'eglot-language-id "gov-report")

(defun gouji-start ()
  "Has the report of this buffer checked from now on."
  (if (executable-find gouji-program)
      (eglot-ensure)
    (display-warning 'gouji "找不到程序 gouji，报告没有检查。请看 gouji.el 开头的说明。")))
(add-hook 'gov-report-mode-hook #'gouji-start)

(provide 'gouji)
;;; gouji.el ends here
