CREATE TABLE later (text text);
