/** Real administrative divisions (GB/T 2260) that the source articles speak of. */
export interface SampleDistrict {
  code: string;
  name: string;
}

const list = (text: string): SampleDistrict[] =>
  text
    .trim()
    .split(/\s+/)
    .map((item) => ({ code: item.slice(0, 6), name: item.slice(6) }));

export const PROVINCES = list("110000北京市 430000湖南省 620000甘肃省");

/** The 16 districts of Beijing. */
export const BEIJING_DISTRICTS = list(`
  110114昌平区 110101东城区 110102西城区 110105朝阳区 110106丰台区 110107石景山区 110108海淀区 110109门头沟区
  110111房山区 110112通州区 110113顺义区 110115大兴区 110116怀柔区 110117平谷区 110118密云区 110119延庆区`);

export const HUNAN_CITIES = list(`
  430100长沙市 430200株洲市 430300湘潭市 430400衡阳市 430500邵阳市 430600岳阳市 430700常德市 430800张家界市
  430900益阳市 431000郴州市 431100永州市 431200怀化市 431300娄底市 433100湘西土家族苗族自治州`);

export const HUNAN_COUNTIES = list(`
  430102芙蓉区 430103天心区 430104岳麓区 430105开福区 430111雨花区 430112望城区 430211天元区 430302雨湖区
  430412南岳区 430503大祥区 430602岳阳楼区 430702武陵区 430802永定区 430902资阳区 431002北湖区 431102零陵区
  431202鹤城区 431302娄星区 433101吉首市`);

export const GANSU_CITIES = list(`
  620100兰州市 620400白银市 620500天水市 620600武威市 620800平凉市 621000庆阳市 621100定西市 621200陇南市
  622900临夏回族自治州 623000甘南藏族自治州`);

/** Where the dispatched workers come from. */
export const LANZHOU_DISTRICTS = list("620102城关区 620103七里河区");

/** The 13 counties that receive workers under the Three Areas plan in 2024 (which ones is synthetic). */
export const THREE_AREAS_COUNTIES = list(`
  620422会宁县 620525张家川回族自治县 620622古浪县 620825庄浪县 620826静宁县 621022环县 621121通渭县 621123渭源县
  621126岷县 621222文县 621223宕昌县 622926东乡族自治县 623023舟曲县`);

/** Counties and city districts: where institutions, stations and people are. */
export const COUNTIES = [
  ...BEIJING_DISTRICTS,
  ...HUNAN_COUNTIES,
  ...LANZHOU_DISTRICTS,
  ...THREE_AREAS_COUNTIES,
];

/** Every division of the sample, provinces first. */
export const DISTRICTS = [...PROVINCES, ...HUNAN_CITIES, ...GANSU_CITIES, ...COUNTIES];
