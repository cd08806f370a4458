// What needs no editor: how cells stand to each other, what keys mean, and how changes get into a text.

import './grid';
import './keys';
import './held';
import './clipboard';
import './block';
import './walk';
import './pending';
import './changes';
import './asking';
import './words';
import './rows';
