//! What a wasm module that verifies one proof takes: `instructions MODULE` runs `verify` and prints the fuel that it used
//! and the module's size. Fuel is wasmi's count, one for most instructions, the same on every machine.

use std::error::Error;
use std::fs;

use wasmi::{Config, Engine, Linker, Module, Store};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: instructions MODULE")?;
    let code = fs::read(path)?;
    let mut config = Config::default();
    config.consume_fuel(true);
    let engine = Engine::new(&config);
    let module = Module::new(&engine, &code)?;
    let mut store = Store::new(&engine, ());
    store.set_fuel(u64::MAX)?;
    let instance = Linker::<()>::new(&engine).instantiate_and_start(&mut store, &module)?;
    let verify = instance.get_typed_func::<(), i32>(&store, "verify")?;
    match verify.call(&mut store, ())? {
        0 => println!("{}\t{}", u64::MAX - store.get_fuel()?, code.len()),
        1 => return Err("the proof does not verify".into()),
        _ => return Err("the case cannot be read".into()),
    }
    Ok(())
}
