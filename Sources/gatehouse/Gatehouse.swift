import ArgumentParser
import Yams

@main struct Gatehouse: AsyncParsableCommand { }
