import Hummingbird
import JWTKit
import NIOWebSocket
import Logging
